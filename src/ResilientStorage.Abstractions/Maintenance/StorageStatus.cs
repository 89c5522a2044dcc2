namespace ResilientStorage.Maintenance;

/// <summary>What the ledger knows, counted.</summary>
public sealed record StorageStatus
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The ledger's own id, which the owner markers carry.</summary>
    public required Guid LedgerId { get; init; }

    /// <summary>The counts.</summary>
    public required Ledger.LedgerStatus Ledger { get; init; }
}
