namespace ResilientStorage.Stores.FileSystem;

/// <summary>Checks the options when the store is configured, so that a mistake shows at start.</summary>
internal static class FileSystemStoreOptionsValidator
{
    public static string FullPath(FileSystemStoreOptions options, string store)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            throw new ArgumentException($"The store '{store}' has no folder: give UseFileSystem the path of one, such as '/var/lib/photos/main'.", nameof(options));
        }

        if (options.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The folder of the store '{store}' has a null character in its path.", nameof(options));
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path));
    }
}
