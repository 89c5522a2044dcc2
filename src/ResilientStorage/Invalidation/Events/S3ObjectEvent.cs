namespace ResilientStorage.Invalidation.Events;

/// <summary>An event that changed what viewers of an object may see.</summary>
public sealed record S3ObjectEvent
{
    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The object's key as it stands in the bucket, decoded.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The event's name without the prefix <c>s3:</c>, such as <c>ObjectCreated:Put</c>; for EventBridge its <c>detail-type</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>True when the object is gone, by a request or by its bucket's lifecycle.</summary>
    public required bool IsRemoval { get; init; }

    /// <summary>When the object changed, by the clock of its service; null when the event does not say so in a form that can be read.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The service's mark of order among the events of one key; null when it sent none. See <see cref="S3Sequencer"/>.</summary>
    public string? Sequencer { get; init; }
}
