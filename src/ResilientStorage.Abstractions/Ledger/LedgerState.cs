namespace ResilientStorage.Ledger;

/// <summary>What an opened ledger says of itself.</summary>
public sealed record LedgerState
{
    /// <summary>The ledger's own id, made once; the owner markers carry it.</summary>
    public required Guid LedgerId { get; init; }

    /// <summary>Raised when a ledger was rebuilt, so that a restored older copy is recognised by the markers.</summary>
    public required long Generation { get; init; }

    /// <summary>The stores table of the instance, main first, then the backups in their order.</summary>
    public required IReadOnlyList<StoreRecord> Stores { get; init; }
}
