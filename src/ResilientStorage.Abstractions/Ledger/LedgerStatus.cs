namespace ResilientStorage.Ledger;

/// <summary>What the ledger knows, counted.</summary>
public sealed record LedgerStatus
{
    /// <summary>Versions that are live.</summary>
    public required long Live { get; init; }

    /// <summary>Uploads under way or abandoned.</summary>
    public required long Pending { get; init; }

    /// <summary>Deleted and failed versions whose replicas are not all removed yet.</summary>
    public required long AwaitingRemoval { get; init; }

    /// <summary>Live versions that lack a Stored replica in an Active store.</summary>
    public required long UnderReplicated { get; init; }

    /// <summary>Removals that are due now, dead letters aside.</summary>
    public required long RemovalsDue { get; init; }

    /// <summary>Repairs that wait.</summary>
    public required long RepairsQueued { get; init; }

    /// <summary>Aliases that are not yet equal to the ledger, or waiting to be compared again.</summary>
    public required long AliasesQueued { get; init; }

    /// <summary>Dead letters.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Removals of which the queue could not be told.</summary>
    public required long QueueUnreachable { get; init; }

    /// <summary>Changes and batches that a CDN is still to be told of.</summary>
    /// <value>0 in a ledger that keeps no journal of invalidations.</value>
    public long InvalidationsWaiting { get; init; }

    /// <summary>Batches of invalidations whose tries are used up, waiting for a person to have them sent again.</summary>
    /// <value>0 in a ledger that keeps no journal of invalidations.</value>
    public long InvalidationsReported { get; init; }

    /// <summary>Since when the oldest due item waits; null when nothing is due.</summary>
    public DateTimeOffset? OldestDueAt { get; init; }

    /// <summary>The stores.</summary>
    public required IReadOnlyList<StoreStatus> Stores { get; init; }
}
