namespace ResilientStorage.Invalidation;

/// <summary>A change of an object in an origin store.</summary>
public sealed record ObjectChange
{
    /// <summary>The bucket (or origin) of the object.</summary>
    public required string Bucket { get; init; }

    /// <summary>The whole key of the object in the bucket, with the store's prefix.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>True when the object is gone, so that even content that should not be cached is invalidated.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>Whether it may wait until nothing more urgent does, as when a whole bucket is gone through.</summary>
    /// <value>False by default.</value>
    public bool IsBackfill { get; init; }

    /// <summary>
    /// When the object changed, by the clock of its store, as an event says: one that an accepted invalidation came after needs no other, nor does one that a storage
    /// made itself. A change whose time is not known is always told.
    /// </summary>
    /// <value>Null by default: not known.</value>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The caller's own mark; it comes back in exactly one <see cref="InvalidationOutcome"/>.</summary>
    /// <value>Null by default: no outcome is wanted.</value>
    public string? Receipt { get; init; }
}
