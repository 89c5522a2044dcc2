namespace ResilientStorage.Ledger;

/// <summary>A claimed item of work.</summary>
public sealed record LedgerWork
{
    /// <summary>The id of the item.</summary>
    public required long WorkId { get; init; }

    /// <summary>The kind.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>The epoch of this claim; results and renewals carry it.</summary>
    public required long Epoch { get; init; }

    /// <summary>How many counted tries failed before this one.</summary>
    public required int Attempts { get; init; }

    /// <summary>The resource key.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>The version; for an alias the one that it should show, and null when it should be gone.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>The object to remove or write; for an alias its fixed key.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>For removals: why the version ended.</summary>
    public VersionEnd VersionEnd { get; init; }

    /// <summary>For removals and aliases: whether a write may still be under way, or its end was never heard; unfinished uploads of a removal's key are aborted too.</summary>
    public bool MayHaveLateWrites { get; init; }

    /// <summary>For aliases: whether the time has passed after which a write of an earlier try can no longer land. What it may have left unfinished is aborted now, or by nobody.</summary>
    public bool IsComparedAgain { get; init; }

    /// <summary>For repairs: what the replica was before it became Repairing.</summary>
    public ReplicaState PreviousState { get; init; }

    /// <summary>For repairs and aliases: the live version with its replicas and checksums; null for an alias that should be gone.</summary>
    public ResourceSnapshot? Snapshot { get; init; }
}
