namespace ResilientStorage;

/// <summary>How to upload.</summary>
public sealed record UploadOptions
{
    /// <summary>The media type when none is given (RFC 2046, section 4.5.1).</summary>
    public const string DefaultContentType = "application/octet-stream";

    /// <summary>The media type, stored with every replica; printable ASCII, at most 200 characters.</summary>
    /// <value><see cref="DefaultContentType"/> by default.</value>
    public string ContentType { get; init; } = DefaultContentType;

    /// <summary>The exact length in bytes, where it is known. A source that ends before or after it fails the upload.</summary>
    /// <value>Null by default: read to the end.</value>
    public long? ContentLength { get; init; }

    /// <summary>The expected SHA-256 of the content, 64 hexadecimal digits. Other bytes fail the upload.</summary>
    /// <value>Null by default: not checked.</value>
    public string? Sha256 { get; init; }

    /// <summary>
    /// The caller's own entries. Names: lower-case letters, digits and hyphens, not beginning with <c>rs-</c>. Values: any text without control characters.
    /// As encoded they must fit in what the library's own entries leave of 2,048 bytes (at least 600), the limit of S3 user metadata.
    /// </summary>
    /// <value>Empty by default.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata.Instance;

    /// <summary>What caches may keep.</summary>
    /// <value>Null by default: no Cache-Control is stored.</value>
    public CachePolicy? CachePolicy { get; init; }

    /// <summary>Who may read the objects at the provider.</summary>
    /// <value><see cref="ResourceAccess.Private"/> by default.</value>
    public ResourceAccess Access { get; init; }

    /// <summary>A fixed object key in the main store that mirrors the live version.</summary>
    /// <value>Null by default: the resource's alias stays as it is.</value>
    public PublishAt? PublishAt { get; init; }

    /// <summary>What to do when the resource is live already.</summary>
    /// <value><see cref="IfExists.Fail"/> by default.</value>
    public IfExists IfExists { get; init; }

    /// <summary>Succeed only while this version is the live one (optimistic concurrency); needs <see cref="IfExists.Replace"/>.</summary>
    /// <value>Null by default: not checked.</value>
    public VersionId? IfVersion { get; init; }

    /// <summary>
    /// Makes a retry of the same request safe: a second upload with this key and the same content sends nothing and answers the first one's resource.
    /// 1 to 200 characters. Free again once its version is failed or purged; until then the answer is that version's resource even if it was deleted or replaced since
    /// (<see cref="Resource.DeletedAt"/> tells).
    /// </summary>
    /// <value>Null by default.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Told as every store has acknowledged a part: once, at the end, for content that fits in the parts in flight. It is called on the upload's own path:
    /// what it throws fails the upload.
    /// </summary>
    /// <value>Null by default.</value>
    public IProgress<UploadProgress>? Progress { get; init; }
}
