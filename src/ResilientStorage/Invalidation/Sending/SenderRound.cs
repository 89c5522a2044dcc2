namespace ResilientStorage.Invalidation.Sending;

/// <summary>What a round of sending did, and when there is more to do.</summary>
internal sealed class SenderRound
{
    public int Batches { get; private set; }

    public int Paths { get; private set; }

    /// <summary>How long until the next round has something to do; null when nothing waits.</summary>
    public TimeSpan? Next { get; private set; }

    public void Accepted(InvalidationBatch batch)
    {
        Batches++;
        Paths += batch.Paths.Count;
    }

    public SenderRound Later(TimeSpan pause)
    {
        Next = Next is { } sooner && sooner < pause ? sooner : pause;
        return this;
    }
}
