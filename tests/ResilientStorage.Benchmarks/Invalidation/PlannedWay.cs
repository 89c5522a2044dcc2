using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Planning;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>What the planner makes of a workload, with slots that are free again when an invalidation has taken effect.</summary>
internal static class PlannedWay
{
    private const int SingleSlots = 3_000;
    private const int WildcardSlots = 13;

    // The service says 25 s for 95 of 100 invalidations (reference: AWS, April 2026).
    private static readonly TimeSpan InProgress = TimeSpan.FromSeconds(25);

    public static WayCost Run(Workload workload, InvalidationMode mode)
    {
        var planner = new InvalidationPlanner(new InvalidationPlannerOptions { Mode = mode });
        var underWay = new List<(TimeSpan Until, PlannedBatch Batch)>();
        var total = new WayCost($"planned, {mode}", Calls: 0, Paths: 0, Wildcards: 0, Refetches: 0) { Mode = mode };
        foreach (var (at, paths) in Windows.Of(workload))
        {
            underWay.RemoveAll(sent => sent.Until <= at);
            var plan = planner.Plan(new InvalidationPlanRequest
            {
                Paths = paths,
                FreeSinglePaths = SingleSlots - underWay.Sum(static sent => sent.Batch.SinglePaths),
                FreeWildcards = WildcardSlots - underWay.Sum(static sent => sent.Batch.Wildcards),
                FreePathsThisMonth = Math.Max(0, WayCost.FreePaths - total.Paths),
                CountUnder = prefix => workload.FolderSizes.TryGetValue(prefix, out var size) ? size : null,
            });
            underWay.AddRange(plan.Batches.Select((batch, index) => (at + (InProgress * (index + 1)), batch)));
            total = total with
            {
                Calls = total.Calls + plan.Batches.Count,
                Paths = total.Paths + plan.Cost.SinglePaths + plan.Cost.Wildcards,
                Wildcards = total.Wildcards + plan.Cost.Wildcards,
                Refetches = total.Refetches + plan.Cost.Refetches,
            };
        }

        return total;
    }
}
