using ResilientStorage.Stores;

namespace ResilientStorage.Ledger;

/// <summary>A change of a row of the stores table.</summary>
public sealed record StoreChange
{
    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>What to change.</summary>
    public required StoreChangeKind Kind { get; init; }

    /// <summary>For RecordMarker and ReplaceMarker: the marker's id.</summary>
    public Guid? MarkerId { get; init; }

    /// <summary>For Move: the new place, whose marker was seen.</summary>
    public StorePlace? Place { get; init; }
}
