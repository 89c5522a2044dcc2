namespace ResilientStorage.Invalidation;

/// <summary>A change that the CDN is to be told of: of an object, or of a path as it stands.</summary>
public sealed record NewInvalidationIntent
{
    /// <summary>The bucket of the object; null for a path.</summary>
    public string? Bucket { get; init; }

    /// <summary>The whole key of the object in its bucket; null for a path.</summary>
    public string? ObjectKey { get; init; }

    /// <summary>The path, beginning with <c>/</c>; null for an object.</summary>
    public string? Path { get; init; }

    /// <summary>For a path, the distribution; null for every one known.</summary>
    public string? DistributionId { get; init; }

    /// <summary>Whether the object is gone.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>Whether it may wait until nothing more urgent does.</summary>
    public bool IsBackfill { get; init; }

    /// <summary>When the object changed, by the clock of its store; null when nobody said. Of changes that are one intent it is the last, and null when it is not known of one of them.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}
