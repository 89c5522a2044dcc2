using ResilientStorage.Invalidation;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>What a way of telling the CDN costs.</summary>
/// <param name="Name">The way.</param>
/// <param name="Calls">Requests to the service.</param>
/// <param name="Paths">Paths that count, wildcards included.</param>
/// <param name="Wildcards">How many of them are wildcards.</param>
/// <param name="Refetches">Objects that did not change and are fetched again.</param>
internal sealed record WayCost(string Name, int Calls, int Paths, int Wildcards, long Refetches)
{
    public const int FreePaths = 1_000;
    private const decimal PricePerPath = 0.005m;

    /// <summary>How the planner chose; null for a way that does not plan.</summary>
    public InvalidationMode? Mode { get; init; }

    public decimal Money => Math.Max(0, Paths - FreePaths) * PricePerPath;
}
