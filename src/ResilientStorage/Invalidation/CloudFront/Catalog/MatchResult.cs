namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What changes make stale, and what was left out.</summary>
internal sealed record MatchResult
{
    /// <summary>The distributions that were considered, in the order of their ids; those without paths tell only what was skipped.</summary>
    public required IReadOnlyList<DistributionMatches> Distributions { get; init; }

    /// <summary>Changes that no distribution has to be told of, so that their receipts are settled.</summary>
    public required IReadOnlyList<ObjectChange> Unserved { get; init; }

    /// <summary>Changes of which a path cannot be sent: to be reported.</summary>
    public required IReadOnlyList<RefusedChange> Refused { get; init; }

    /// <summary>Skips that are of no distribution: changes of buckets that none asks.</summary>
    public required SkipCounts Skips { get; init; }
}
