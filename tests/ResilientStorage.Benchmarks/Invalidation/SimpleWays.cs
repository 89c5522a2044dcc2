namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>What others do.</summary>
internal static class SimpleWays
{
    private const int BatchSize = 1_000;

    public static WayCost CallPerObject(Workload workload) => new("a call per object", workload.Changes.Count, workload.Changes.Count, Wildcards: 0, Refetches: 0);

    public static WayCost FixedBatches(Workload workload)
    {
        var batches = workload.Keys.Chunk(BatchSize).Select(static batch => batch.Distinct().Count()).ToList();
        return new WayCost("fixed batches of 1,000", batches.Count, batches.Sum(), Wildcards: 0, Refetches: 0);
    }

    /// <summary>One <c>/*</c> for each window of ten seconds in which anything changed.</summary>
    public static WayCost WildcardForEverything(Workload workload)
    {
        var windows = Windows.Of(workload);
        return new WayCost("wildcard for everything", windows.Count, windows.Count, windows.Count, windows.Sum(window => workload.Objects - window.Paths.Distinct().Count()));
    }
}
