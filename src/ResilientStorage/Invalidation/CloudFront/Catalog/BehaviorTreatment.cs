namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What a behaviour does with objects of a bucket.</summary>
[Flags]
internal enum BehaviorTreatment : byte
{
    None = 0,

    /// <summary>It asks the bucket.</summary>
    AsksBucket = 1,

    /// <summary>It may keep what it got.</summary>
    CanCache = 2,

    /// <summary>It keeps a copy for each query string.</summary>
    VariesByQueryString = 4,

    /// <summary>It serves Smooth Streaming, which cannot be invalidated.</summary>
    SmoothStreaming = 8,

    /// <summary>Functions may serve objects under other paths.</summary>
    MayRewritePaths = 16,
}
