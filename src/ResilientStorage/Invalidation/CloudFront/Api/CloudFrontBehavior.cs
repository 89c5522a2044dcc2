namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>How a distribution treats the paths that match a pattern.</summary>
public sealed record CloudFrontBehavior
{
    /// <summary>The pattern with <c>*</c> and <c>?</c>, as the service has it; <c>*</c> for the default behaviour.</summary>
    public string PathPattern { get; init; } = "*";

    /// <summary>The origin or group of origins that answers.</summary>
    public required string TargetOriginId { get; init; }

    /// <summary>The cache policy that says how long content is kept; null where the behaviour says so itself, the older way.</summary>
    public string? CachePolicyId { get; init; }

    /// <summary>The behaviour's own settings of the older way; null where there is a policy.</summary>
    public CloudFrontCacheSettings? OwnSettings { get; init; }

    /// <summary>Whether it serves Smooth Streaming, whose content cannot be invalidated.</summary>
    public bool IsSmoothStreaming { get; init; }

    /// <summary>Whether a function runs on requests of viewers or to the origin: it may serve an object under paths that the object's key does not tell.</summary>
    public bool MayRewritePaths { get; init; }
}
