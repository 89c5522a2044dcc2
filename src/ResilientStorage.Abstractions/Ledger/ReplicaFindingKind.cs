namespace ResilientStorage.Ledger;

/// <summary>What a reader found.</summary>
public enum ReplicaFindingKind
{
    /// <summary>The store has confirmed that the object is not there.</summary>
    Missing = 0,

    /// <summary>The store answered wrong bytes twice.</summary>
    Corrupt = 1,

    /// <summary>The store did not deliver; that says nothing about the object.</summary>
    Unreadable = 2,
}
