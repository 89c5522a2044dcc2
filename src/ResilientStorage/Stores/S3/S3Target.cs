namespace ResilientStorage.Stores.S3;

/// <summary>What is to be removed.</summary>
/// <param name="ObjectKey">The object key.</param>
/// <param name="Key">The key in the bucket.</param>
/// <param name="VersionId">One version or delete marker of it; null for the key as such.</param>
internal sealed record S3Target(string ObjectKey, string Key, string? VersionId = null);
