namespace ResilientStorage.Ledger;

/// <summary>What one batch of a sweep did.</summary>
public sealed record LedgerSweepReport
{
    /// <summary>Versions that were fenced; their removal is due now.</summary>
    public required IReadOnlyList<VersionId> Fenced { get; init; }

    /// <summary>How many removals were queued for versions that had none.</summary>
    public required int RemovalsQueued { get; init; }

    /// <summary>How many repairs were queued.</summary>
    public required int RepairsQueued { get; init; }

    /// <summary>Whether another batch would find more.</summary>
    public required bool HasMore { get; init; }
}
