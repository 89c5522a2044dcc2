namespace ResilientStorage;

/// <summary>One upload of a resource: immutable bytes, their replicas, and what has happened to them.</summary>
public sealed record ResourceVersion
{
    /// <summary>The resource key (or its hash after a purge with <see cref="PurgeOptions.ForgetKey"/>).</summary>
    public required string Key { get; init; }

    /// <summary>The version's id.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The state of the version.</summary>
    public required VersionState State { get; init; }

    /// <summary>When the intent was recorded, by the ledger's clock.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When the version was acknowledged; null when it never was.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the version was deleted, superseded or failed; null while it is Pending or Live.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the version ended.</summary>
    public VersionEnd End { get; init; }

    /// <summary>The length in bytes; null when the upload never completed.</summary>
    public long? Length { get; init; }

    /// <summary>SHA-256 of the stored bytes, lower-case hexadecimal; null when the upload never completed.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The media type given at upload.</summary>
    public string ContentType { get; init; } = UploadOptions.DefaultContentType;

    /// <summary>The replicas, main first where roles are known, else by store name.</summary>
    public IReadOnlyList<Replica> Replicas { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];
}
