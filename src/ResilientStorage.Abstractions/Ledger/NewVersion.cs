namespace ResilientStorage.Ledger;

/// <summary>The intent of an upload.</summary>
public sealed record NewVersion
{
    /// <summary>The resource key, already checked.</summary>
    public required string Key { get; init; }

    /// <summary>The new version's id.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The object key of its replicas; never used before.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>How long the uploader may go without renewing.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>What to do when the resource is live.</summary>
    public IfExists IfExists { get; init; }

    /// <summary>The version that must be live; null for no such condition.</summary>
    public VersionId? IfVersion { get; init; }

    /// <summary>The caller's idempotency key; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = UploadOptions.DefaultContentType;

    /// <summary>The caller's own entries, not encoded.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata.Instance;

    /// <summary>The cache policy; null for none.</summary>
    public CachePolicy? CachePolicy { get; init; }

    /// <summary>Who may read at the provider.</summary>
    public ResourceAccess Access { get; init; }

    /// <summary>Where the live version is published once it is committed; null leaves the alias as it is.</summary>
    public PublishAt? PublishAt { get; init; }
}
