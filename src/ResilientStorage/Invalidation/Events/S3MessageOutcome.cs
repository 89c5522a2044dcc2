namespace ResilientStorage.Invalidation.Events;

/// <summary>How a message ended.</summary>
/// <param name="Id">The SQS message's id; null when it did not come through SQS.</param>
/// <param name="Reason">Why it must not be acknowledged, for people; null when it may be.</param>
/// <param name="Error">What is wrong with the message itself; null when it can be read, so that another try may succeed.</param>
public sealed record S3MessageOutcome(string? Id, string? Reason = null, S3EventError? Error = null)
{
    /// <summary>True when each change that the message tells of was accepted by the CDN, or reported for replay.</summary>
    public bool IsAcknowledged => Reason is null;
}
