namespace ResilientStorage;

/// <summary>The copy of one version in one store, as the ledger records it.</summary>
public sealed record Replica
{
    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>The name of the object inside the store, without the store's prefix.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The state of the copy.</summary>
    public required ReplicaState State { get; init; }

    /// <summary>Counts every change of the replica; a change made with an older number is refused.</summary>
    public required long Epoch { get; init; }

    /// <summary>The entity tag that the store gave; null when it is not known.</summary>
    public string? ETag { get; init; }

    /// <summary>The provider's version id, where the store keeps versions.</summary>
    public string? ProviderVersionId { get; init; }

    /// <summary>The reason of the last trouble (missing, corrupt, unreadable, abandoned); null when there was none.</summary>
    public string? Reason { get; init; }
}
