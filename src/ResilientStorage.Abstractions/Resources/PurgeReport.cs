namespace ResilientStorage;

/// <summary>The receipt of a purge.</summary>
public sealed record PurgeReport
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>How many versions were purged or are being purged.</summary>
    public required int Versions { get; init; }

    /// <summary>One answer per store.</summary>
    public required IReadOnlyList<PurgeStoreReport> Stores { get; init; }

    /// <summary>True when every store has confirmed that nothing is left.</summary>
    public bool IsComplete => Stores.All(static store => store.Outcome == PurgeOutcome.Confirmed);
}
