namespace ResilientStorage.Alerts;

/// <summary>The kinds of alerts.</summary>
public enum AlertKind
{
    /// <summary>An upload failed for good.</summary>
    UploadGivenUp = 0,

    /// <summary>A store answered wrong bytes; another copy is good and a repair is queued.</summary>
    ReplicaCorrupt = 1,

    /// <summary>Every copy is bad; nothing was overwritten.</summary>
    AllCopiesBad = 2,

    /// <summary>A live resource that no store has.</summary>
    ResourceLost = 3,

    /// <summary>A removal used up its tries and waits for a person.</summary>
    DeadLetter = 4,

    /// <summary>The delete queue could not be told; polling does the work later.</summary>
    QueueUnreachable = 5,

    /// <summary>Too many objects went missing at once; repairs in the store wait for a person's word.</summary>
    RepairsStopped = 6,

    /// <summary>A sweep was stopped by a guard.</summary>
    SweepStopped = 7,

    /// <summary>An invalidation used up its tries.</summary>
    InvalidationFailed = 8,

    /// <summary>A key of the key ring cannot decrypt its canary.</summary>
    KeyCanaryFailed = 9,

    /// <summary>A store's owner marker is missing or foreign: the store is not used.</summary>
    MarkerMissing = 10,

    /// <summary>Most of the month's budget for invalidations is used, or all of it; nothing is held back.</summary>
    InvalidationBudget = 11,
}
