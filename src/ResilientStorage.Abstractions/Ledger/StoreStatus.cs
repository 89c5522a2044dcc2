namespace ResilientStorage.Ledger;

/// <summary>What the ledger knows of one store.</summary>
public sealed record StoreStatus
{
    /// <summary>The store's row.</summary>
    public required StoreRecord Store { get; init; }

    /// <summary>Replicas of live versions that are Stored.</summary>
    public required long Stored { get; init; }

    /// <summary>The bytes of those.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Replicas of live versions that are confirmed missing.</summary>
    public required long Missing { get; init; }

    /// <summary>Replicas of live versions that are corrupt.</summary>
    public required long Corrupt { get; init; }
}
