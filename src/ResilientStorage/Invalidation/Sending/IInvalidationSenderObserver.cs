namespace ResilientStorage.Invalidation.Sending;

/// <summary>Follows changes to their end.</summary>
internal interface IInvalidationSenderObserver
{
    /// <summary>A batch was made of changes; it is not yet in the journal.</summary>
    void Planned(InvalidationBatch batch, IReadOnlyList<InvalidationIntent> intents);

    /// <summary>Changes left the journal: into the batches, or because nothing serves them.</summary>
    void Settled(IReadOnlyList<InvalidationIntent> intents);

    /// <summary>Batches are in the journal as they are now.</summary>
    void Recorded(IReadOnlyList<InvalidationBatch> batches);
}
