namespace ResilientStorage.Stores.FileSystem;

/// <summary>What the store knows of an object besides its bytes.</summary>
/// <param name="Key">The object key, so that a file that was moved by hand is noticed.</param>
/// <param name="Generation">Which write it is; part of the name of the file with the bytes.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ETag">The entity tag.</param>
/// <param name="StoredAt">When the store took it.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="CacheControl">The Cache-Control header.</param>
/// <param name="Access">Who may read it.</param>
/// <param name="Metadata">The entries.</param>
internal sealed record ObjectRecord(
    string Key,
    string Generation,
    long Length,
    string ETag,
    DateTimeOffset StoredAt,
    string ContentType,
    string? CacheControl,
    ResourceAccess Access,
    IReadOnlyDictionary<string, string> Metadata)
{
    public static ObjectRecord Of(string key, string generation, long length, string tag, DateTimeOffset storedAt, PutObjectOptions options) =>
        new(key, generation, length, tag, storedAt, options.ContentType, options.CacheControl, options.Access, options.Metadata);

    public StoredObject ToStored() => new() { Length = Length, ETag = ETag };

    public ObjectHead ToHead(long length) =>
        new() { Length = length, ETag = ETag, LastModified = StoredAt, ContentType = ContentType, CacheControl = CacheControl, Metadata = Metadata };
}
