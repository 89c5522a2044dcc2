namespace ResilientStorage;

/// <summary>What went wrong in a ledger.</summary>
public enum LedgerErrorKind
{
    /// <summary>The database cannot be reached, is locked, or fails; a transaction may have taken effect.</summary>
    Unavailable = 0,

    /// <summary>The configuration and the ledger disagree (a store that now points elsewhere, a missing table, a newer schema).</summary>
    Configuration = 1,

    /// <summary>A condition of the transaction no longer holds: the row was changed by another.</summary>
    Conflict = 2,

    /// <summary>The ledger holds something that it should not: a defect.</summary>
    Corrupt = 3,

    /// <summary>
    /// The database gave up a transaction of the host (a deadlock, a serialization failure, a lock that could not be had, a lost connection, a full disk under SQLite): roll it back, and run all of it again in a new one.
    /// </summary>
    TransactionAborted = 4,
}
