namespace ResilientStorage;

/// <summary>The kinds of events that the ledger's history keeps.</summary>
public enum HistoryEvent
{
    /// <summary>The intent was recorded.</summary>
    Begun = 0,

    /// <summary>The upload was committed.</summary>
    Committed = 1,

    /// <summary>The upload failed.</summary>
    Failed = 2,

    /// <summary>An upload whose lease had ended was fenced.</summary>
    Fenced = 3,

    /// <summary>A newer version took the version's place.</summary>
    Superseded = 4,

    /// <summary>The version was deleted.</summary>
    Deleted = 5,

    /// <summary>The version was restored.</summary>
    Restored = 6,

    /// <summary>A purge was asked for.</summary>
    PurgeBegun = 7,

    /// <summary>Every replica is removed or abandoned.</summary>
    Purged = 8,

    /// <summary>A store was found to lack the object.</summary>
    ReplicaMissing = 9,

    /// <summary>A store answered wrong bytes.</summary>
    ReplicaCorrupt = 10,

    /// <summary>The object was written again.</summary>
    ReplicaRepaired = 11,

    /// <summary>The object was removed from a store.</summary>
    ReplicaRemoved = 12,

    /// <summary>The copy was given up.</summary>
    ReplicaAbandoned = 13,

    /// <summary>A removal used up its tries.</summary>
    DeadLettered = 14,

    /// <summary>The delete queue could not be told of a removal.</summary>
    QueueUnreachable = 15,
}
