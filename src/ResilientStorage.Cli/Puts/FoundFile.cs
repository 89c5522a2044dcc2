namespace ResilientStorage.Cli.Puts;

/// <summary>A file to store.</summary>
/// <param name="Path">Where it is, as it was named.</param>
/// <param name="Key">The resource key that it gets.</param>
/// <param name="Length">Its length when it was found.</param>
internal sealed record FoundFile(string Path, string Key, long Length);
