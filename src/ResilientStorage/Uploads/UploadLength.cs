namespace ResilientStorage.Uploads;

/// <summary>What is known of the content before and after it was read.</summary>
internal static class UploadLength
{
    /// <summary>The declared length, or what is left of a stream that knows it.</summary>
    public static long? Known(Stream content, UploadOptions options) =>
        options.ContentLength ?? (content.CanSeek ? Math.Max(content.Length - content.Position, 0) : null);

    /// <summary>Throws as soon as there is more content than was declared: a stream without an end must not be stored to its end.</summary>
    public static void CheckSoFar(string key, VersionId versionId, UploadOptions options, long read)
    {
        if (read > options.ContentLength)
        {
            throw Mismatch(key, versionId, $"The source of '{key}' goes on after the {options.ContentLength} bytes of ContentLength. Nothing is live; upload again with the right length.");
        }
    }

    /// <summary>Throws when the content is not what was declared.</summary>
    public static void Check(string key, VersionId versionId, UploadOptions options, Digest digest)
    {
        if (options.ContentLength is { } declared && declared != digest.Length)
        {
            throw Mismatch(key, versionId, $"The source of '{key}' ended after {digest.Length} bytes, but ContentLength is {declared}. Nothing is live; upload again with the right length.");
        }

        if (options.Sha256 is { } expected && !expected.Equals(digest.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Mismatch(key, versionId, $"The content of '{key}' has the SHA-256 {digest.Sha256}, but {expected} was declared: the source was changed or damaged. Nothing is live.");
        }
    }

    private static UploadFailedException Mismatch(string key, VersionId versionId, string message) =>
        new(message) { Key = key, VersionId = versionId, Kind = StorageErrorKind.Integrity };
}
