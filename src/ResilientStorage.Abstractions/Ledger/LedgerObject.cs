namespace ResilientStorage.Ledger;

/// <summary>An object that may lie in a store, by the ledger.</summary>
public sealed record LedgerObject
{
    /// <summary>The object key inside the store.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>What it is.</summary>
    public required LedgerObjectKind Kind { get; init; }

    /// <summary>The resource key.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>The version; null for an alias without a live version.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>The state of the version; null for an alias.</summary>
    public VersionState? VersionState { get; init; }

    /// <summary>The state of the replica; null for an alias.</summary>
    public ReplicaState? ReplicaState { get; init; }

    /// <summary>The epoch of the replica, for findings; 0 for an alias.</summary>
    public long ReplicaEpoch { get; init; }

    /// <summary>The length that the object should have; null when it is not known.</summary>
    public long? Length { get; init; }
}
