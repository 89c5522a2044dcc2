using ResilientStorage.Stores;

namespace ResilientStorage.Ledger;

/// <summary>How a claimed item of work ended.</summary>
public sealed record LedgerWorkResult
{
    /// <summary>The id of the item.</summary>
    public required long WorkId { get; init; }

    /// <summary>The epoch of the claim.</summary>
    public required long Epoch { get; init; }

    /// <summary>How it ended.</summary>
    public required WorkOutcome Outcome { get; init; }

    /// <summary>For Retry: how long from now.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>For Retry: whether it counts against the tries. A dark store's items do not.</summary>
    /// <value>True by default.</value>
    public bool Counted { get; init; } = true;

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>For a repair that is done: what the store holds now. A version that is no longer Live takes it as Stored and leaves it to its removal work.</summary>
    public StoredObject? Stored { get; init; }

    /// <summary>For a repair or an alias: whether a write of this try may still land.</summary>
    public bool HadUnknownOutcome { get; init; }

    /// <summary>For a repair that is not done: what the replica is (Missing or Corrupt); null for what it was before.</summary>
    public ReplicaState? Found { get; init; }

    /// <summary>For an alias that is done: the version that it shows now; null for "gone". When the ledger says otherwise by then, the work is due again at once.</summary>
    public VersionId? AliasVersion { get; init; }

    /// <summary>For a removal or an alias that is done: whether a CDN may have what lay at its key, so that the duty to tell it is written in the same transaction.</summary>
    public bool Invalidate { get; init; }

    /// <summary>For a removal that is done: the same, should the version have been purged, also while the removal was under way.</summary>
    public bool InvalidateIfPurged { get; init; }

    /// <summary>How long after an attempt of unknown outcome the write may still land.</summary>
    public TimeSpan LateWriteGrace { get; init; } = TimeSpan.FromHours(1);
}
