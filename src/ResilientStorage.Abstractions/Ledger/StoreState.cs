namespace ResilientStorage.Ledger;

/// <summary>The life of a store in the ledger.</summary>
public enum StoreState
{
    /// <summary>Added later: repaired into, not yet part of uploads.</summary>
    Joining = 0,

    /// <summary>Part of every upload.</summary>
    Active = 1,

    /// <summary>On its way out: takes nothing new, and its replicas are removed once they are elsewhere.</summary>
    Draining = 2,

    /// <summary>Declared lost by a person.</summary>
    Lost = 3,

    /// <summary>Empty and out of use; the row stays as history.</summary>
    Retired = 4,
}
