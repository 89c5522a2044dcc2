namespace ResilientStorage.Ledger;

/// <summary>What an object is to the ledger.</summary>
public enum LedgerObjectKind
{
    /// <summary>The copy of a version.</summary>
    Replica = 0,

    /// <summary>An object at a fixed key that mirrors a live version.</summary>
    Alias = 1,
}
