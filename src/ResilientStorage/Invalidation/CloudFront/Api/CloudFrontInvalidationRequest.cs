namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A batch to invalidate.</summary>
public sealed record CloudFrontInvalidationRequest
{
    /// <summary>The distribution.</summary>
    public required string DistributionId { get; init; }

    /// <summary>What makes a repetition the same request: unique for a batch, and kept for its whole life.</summary>
    public required string CallerReference { get; init; }

    /// <summary>The paths as they go over the wire: percent-encoded, each beginning with <c>/</c>, an asterisk only as the last character.</summary>
    public required IReadOnlyList<string> Paths { get; init; }
}
