using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>What the invalidations of a month cost.</summary>
internal sealed record MonthlyCost(DateTimeOffset Month, InvalidationUsage Usage, CloudFrontOptions Options)
{
    public long FreePathsLeft => Math.Max(0, Options.Costs.FreePathsPerMonth - Usage.Paths);

    /// <summary>How many of so many paths are beyond the free ones of a month that has used nothing else.</summary>
    public long ChargedOf(long paths) => Math.Max(0, paths - Options.Costs.FreePathsPerMonth);

    /// <summary>What charged paths cost, in dollars.</summary>
    public decimal PriceOf(long chargedPaths) => chargedPaths * (decimal)Options.Planner.PricePerPath;
}
