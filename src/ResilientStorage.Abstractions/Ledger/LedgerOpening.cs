namespace ResilientStorage.Ledger;

/// <summary>Who opens the ledger.</summary>
public sealed record LedgerOpening
{
    /// <summary>The name of the instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The configured stores, main first, then the backups in order.</summary>
    public required IReadOnlyList<StoreRegistration> Stores { get; init; }

    /// <summary>The id that the ledger takes when it is made by this call.</summary>
    public required Guid NewLedgerId { get; init; }
}
