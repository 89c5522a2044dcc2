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

    /// <summary>The caller's own mark; it comes back in exactly one <see cref="InvalidationOutcome"/>.</summary>
    /// <value>Null by default: no outcome is wanted.</value>
    public string? Receipt { get; init; }
}
