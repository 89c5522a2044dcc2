using ResilientStorage.Configuration;

namespace ResilientStorage.Invalidation;

/// <summary>
/// How changed paths become the paths that are sent. The planner looks for the cheapest cover of what changed: the sum of what paths cost, of what is fetched again
/// though it did not change, and of what it is worth that nothing waits for a free slot.
/// </summary>
public sealed class InvalidationPlannerOptions
{
    /// <summary>When a wildcard takes the place of single paths.</summary>
    /// <value><c>Balanced</c> by default.</value>
    [NamedValue]
    public InvalidationMode Mode { get; set; }

    /// <summary>What a path costs beyond the free ones, in dollars; a wildcard counts as one path (https://aws.amazon.com/cloudfront/pricing/).</summary>
    /// <value>0.005 by default; 0 to 1.</value>
    [NumberRange(0, 1)]
    public double PricePerPath { get; set; } = 0.005;

    /// <summary>What it counts, in dollars, that edges have to fetch a thousand objects again that did not change: the requests (0.0004 dollars on S3) and the viewers who wait for them.</summary>
    /// <value>0.01 by default; 0 to 1,000.</value>
    [NumberRange(0, 1_000)]
    public double PricePerThousandRefetches { get; set; } = 0.01;

    /// <summary>What it counts, in dollars, that a single path waits for a free slot; a wildcard, of which the service takes fifteen where it takes three thousand single paths, counts two hundred times as much.</summary>
    /// <value>0.001 by default; 0 to 1.</value>
    [NumberRange(0, 1)]
    public double WaitingPrice { get; set; } = 0.001;

    /// <summary>How many folders a wildcard has to name at least: with 2, <c>/albums/42/*</c> is possible and <c>/albums/*</c> is not. Wildcards that a change itself needs are not bound to it.</summary>
    /// <value>1 by default; 1 to 16.</value>
    [NumberRange(1, 16)]
    public int MinimumWildcardDepth { get; set; } = 1;

    /// <summary>Whether <c>/*</c>, which empties the whole cache of a distribution, may be chosen.</summary>
    /// <value>False by default.</value>
    public bool AllowEverything { get; set; }

    /// <summary>How many changed paths a folder needs before a wildcard is considered for it.</summary>
    /// <value>10 by default; 2 to 100,000.</value>
    [NumberRange(2, 100_000)]
    public int MinimumGroup { get; set; } = 10;

    /// <summary>How many objects a folder is taken to hold when nobody has counted them.</summary>
    /// <value>1,000 by default; 0 to 1,000,000,000.</value>
    [NumberRange(0, 1_000_000_000)]
    public int EstimatedObjectsPerFolder { get; set; } = 1_000;

    /// <summary>How many folders a folder is taken to hold when nobody has counted them, so that a wildcard counts as dearer the higher it stands.</summary>
    /// <value>10 by default; 1 to 100,000.</value>
    [NumberRange(1, 100_000)]
    public int EstimatedFoldersPerFolder { get; set; } = 10;
}
