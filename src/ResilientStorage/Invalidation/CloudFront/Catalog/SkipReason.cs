namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Why a change is not sent to a distribution.</summary>
internal enum SkipReason
{
    /// <summary>No distribution asks the bucket.</summary>
    UnknownBucket = 0,

    /// <summary>The key is not below the origin path, so that no viewer can reach it.</summary>
    OutsideOriginPath = 1,

    /// <summary>The first behaviour that matches asks another origin.</summary>
    OtherOrigin = 2,

    /// <summary>Nothing is kept there, and the object still exists.</summary>
    NotCacheable = 3,

    /// <summary>The key is of an exception, which is invalidated on removal only.</summary>
    ExceptionPrefix = 4,

    /// <summary>Smooth Streaming cannot be invalidated.</summary>
    SmoothStreaming = 5,

    /// <summary>The path cannot be sent.</summary>
    BadPath = 6,
}
