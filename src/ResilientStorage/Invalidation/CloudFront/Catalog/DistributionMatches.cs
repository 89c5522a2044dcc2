namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What changes make stale at one distribution.</summary>
/// <param name="DistributionId">The distribution.</param>
internal sealed record DistributionMatches(string DistributionId)
{
    public MatchedPaths Paths { get; } = new();

    /// <summary>Where wildcards may not reach across.</summary>
    public HashSet<string> Barriers { get; } = new(StringComparer.Ordinal);

    public SkipCounts Skips { get; } = new();
}
