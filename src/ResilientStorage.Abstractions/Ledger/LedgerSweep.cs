namespace ResilientStorage.Ledger;

/// <summary>One batch of a sweep.</summary>
public sealed record LedgerSweep
{
    /// <summary>At most this many versions of each kind.</summary>
    /// <value>500 by default.</value>
    public int MaxVersions { get; init; } = 500;
}
