namespace ResilientStorage.Invalidation.Events;

/// <summary>What became of a batch of S3 events.</summary>
/// <param name="Messages">How each message ended, in the batch's order.</param>
/// <param name="Changes">How many changes were handed to the batcher: one for each object.</param>
/// <param name="Skipped">How many records were left out.</param>
public sealed record S3EventReport(IReadOnlyList<S3MessageOutcome> Messages, int Changes, int Skipped)
{
    /// <summary>True when every message may be acknowledged.</summary>
    public bool IsAcknowledged => Messages.All(static message => message.IsAcknowledged);
}
