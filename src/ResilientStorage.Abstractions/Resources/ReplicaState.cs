namespace ResilientStorage;

/// <summary>The state of one version's copy in one store.</summary>
public enum ReplicaState
{
    /// <summary>Recorded before anything was sent: the store may hold bytes.</summary>
    Planned = 0,

    /// <summary>Verified to be in the store.</summary>
    Stored = 1,

    /// <summary>The store has confirmed that it lacks the object.</summary>
    Missing = 2,

    /// <summary>The store answered wrong bytes twice.</summary>
    Corrupt = 3,

    /// <summary>A leased repair is writing the object.</summary>
    Repairing = 4,

    /// <summary>A worker has claimed the removal.</summary>
    Removing = 5,

    /// <summary>The store has confirmed the removal.</summary>
    Removed = 6,

    /// <summary>Given up by a person's word (a discarded dead letter, a store declared lost); the reason is recorded.</summary>
    Abandoned = 7,
}
