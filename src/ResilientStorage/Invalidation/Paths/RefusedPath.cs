namespace ResilientStorage.Invalidation;

/// <summary>A path that cannot be sent.</summary>
/// <param name="Path">The path as it was given, or the object key.</param>
/// <param name="Problem">What is wrong with it and what to do.</param>
internal sealed record RefusedPath(string Path, string Problem);
