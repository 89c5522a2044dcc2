namespace ResilientStorage;

/// <summary>A file as the host app knows it: its key and its live version (or, where the query asks for deleted ones, its last).</summary>
public sealed record Resource
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that this record describes.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The length of the content in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the stored bytes as 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When the version was acknowledged, by the ledger's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The media type given at upload.</summary>
    /// <value><c>application/octet-stream</c> when none was given.</value>
    public string ContentType { get; init; } = UploadOptions.DefaultContentType;

    /// <summary>The caller's own entries, given at upload.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata.Instance;

    /// <summary>The cache policy given at upload; null when none was given.</summary>
    public CachePolicy? CachePolicy { get; init; }

    /// <summary>Who may read the objects at the provider.</summary>
    public ResourceAccess Access { get; init; }

    /// <summary>The object key of the replicas, the same in every store.</summary>
    public string ObjectKey { get; init; } = "";

    /// <summary>The fixed key at which the resource is published in the main store; null without an alias.</summary>
    public string? PublishedAt { get; init; }

    /// <summary>When the resource was deleted, by the ledger's clock; null while it is live.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>True for an entry that stands for all keys below a common prefix (<see cref="ResourceQuery.Delimiter"/>): only <see cref="Key"/> has a meaning.</summary>
    public bool IsPrefix { get; init; }
}
