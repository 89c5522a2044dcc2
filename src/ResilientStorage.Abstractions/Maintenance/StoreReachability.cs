namespace ResilientStorage.Maintenance;

/// <summary>Whether a store could be asked just now.</summary>
public sealed record StoreReachability
{
    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>Why it cannot be used; null when it answered and holds this ledger's marker, or has none yet because nothing was written to it.</summary>
    public StorageException? Error { get; init; }
}
