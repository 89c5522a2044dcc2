namespace ResilientStorage.Invalidation.Events;

/// <summary>What is acknowledged as one: an SQS message of a batch, or else the whole document.</summary>
public sealed record S3EventMessage
{
    /// <summary>The SQS message's id; null when the message did not come through SQS.</summary>
    public string? Id { get; init; }

    /// <summary>The events that matter, in their order in the message.</summary>
    public required IReadOnlyList<S3ObjectEvent> Events { get; init; }

    /// <summary>The records that were left out.</summary>
    public required IReadOnlyList<S3EventSkip> Skips { get; init; }

    /// <summary>Why the message could not be read to its end; null when it could.</summary>
    public S3EventError? Error { get; init; }
}
