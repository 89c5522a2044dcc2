namespace ResilientStorage.Invalidation;

/// <summary>What a sender writes in one transaction.</summary>
public sealed record InvalidationRecord
{
    /// <summary>The token of the sender's lease.</summary>
    public required long LeaseToken { get; init; }

    /// <summary>Batches as they are now, new ones and known ones.</summary>
    public IReadOnlyList<InvalidationBatch> Batches { get; init; } = [];

    /// <summary>Intents that are settled: by the batches of this record, or because no distribution serves them.</summary>
    public IReadOnlyList<InvalidationIntent> Settled { get; init; } = [];
}
