using ResilientStorage.Invalidation;

namespace ResilientStorage.Testing;

/// <summary>What the CDN is to be told, and was told.</summary>
internal sealed class InvalidationRows
{
    public SortedDictionary<long, InvalidationIntent> Intents { get; } = [];

    public List<InvalidationBatch> Batches { get; } = [];

    public string? SenderOwner { get; set; }

    public long SenderToken { get; set; }

    public DateTimeOffset SenderUntil { get; set; }

    public long LastIntentId { get; set; }
}
