using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation;

/// <summary>What invalidations may cost in a calendar month (UTC), as CloudFront counts it: https://aws.amazon.com/cloudfront/pricing/.</summary>
public sealed class InvalidationCostOptions
{
    /// <summary>How many paths of a month cost nothing. They are the account's, for all of its distributions and tools.</summary>
    /// <value>1,000 by default; 0 to 1,000,000,000.</value>
    [NumberRange(0, 1_000_000_000)]
    public int FreePathsPerMonth { get; set; } = 1_000;

    /// <summary>How many paths a month may have: from 80 % on wildcards are chosen as if each path cost its price already, and an alert is raised; so it is at 100 %. Nothing is held back: caches that lie cost more.</summary>
    /// <value>Null by default: no budget; 1 to 1,000,000,000.</value>
    [NumberRange(1, 1_000_000_000)]
    public int? PathsPerMonth { get; set; }
}
