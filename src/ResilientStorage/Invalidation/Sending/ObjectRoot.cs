namespace ResilientStorage.Invalidation.Sending;

/// <summary>What the keys of a bucket begin with where a distribution serves them as <c>/</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The origin path without its first slash; empty where the whole bucket is served.</param>
internal readonly record struct ObjectRoot(string Bucket, string Prefix)
{
    /// <summary>Finds the root from an object and the path that it is served under.</summary>
    /// <returns>Null for a path that does not end as the key does.</returns>
    public static ObjectRoot? Of(EncodedPath path, string bucket, string objectKey)
    {
        var served = Uri.UnescapeDataString(path.Text.TrimEnd('*'))[1..];
        return path.Reason is PathReason.Object or PathReason.QueryStrings && objectKey.EndsWith(served, StringComparison.Ordinal)
            ? new ObjectRoot(bucket, objectKey[..^served.Length])
            : null;
    }

    /// <summary>What the keys of a folder begin with.</summary>
    /// <param name="folder">The encoded folder, with its slash.</param>
    /// <returns>Null where a plus may stand for a space.</returns>
    public string? KeysUnder(string folder) => folder.Contains('+', StringComparison.Ordinal) ? null : Prefix + Uri.UnescapeDataString(folder)[1..];
}
