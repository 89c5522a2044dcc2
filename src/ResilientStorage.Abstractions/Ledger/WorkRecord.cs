namespace ResilientStorage.Ledger;

/// <summary>An item of work as it lies in the ledger.</summary>
public sealed record WorkRecord
{
    /// <summary>The id of the item.</summary>
    public required long WorkId { get; init; }

    /// <summary>The kind.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>The resource key.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>The version; null for an alias.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>The object key; for an alias its fixed key.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>Why the version ended, for removals.</summary>
    public VersionEnd VersionEnd { get; init; }

    /// <summary>Whether it is a dead letter.</summary>
    public bool IsDead { get; init; }

    /// <summary>How many counted tries failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is due (next), by the ledger's clock.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the queue was told last; null when it was not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When the queue could not be told; null when it could.</summary>
    public DateTimeOffset? QueueUnreachableAt { get; init; }

    /// <summary>The reason of the last failure, or why the queue could not be told; null when there was none.</summary>
    public string? Reason { get; init; }

    /// <summary>When the last try failed; null when none did.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}
