namespace ResilientStorage.Ledger;

/// <summary>The kinds of work.</summary>
public enum WorkKind
{
    /// <summary>Remove one replica.</summary>
    Remove = 0,

    /// <summary>Write one replica again.</summary>
    Repair = 1,

    /// <summary>Make one alias equal to what the ledger says.</summary>
    Alias = 2,
}
