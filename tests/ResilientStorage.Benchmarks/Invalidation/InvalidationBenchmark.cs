using System.Globalization;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>Shows how fast changes become paths, and what the paths of three workloads cost beside the usual ways.</summary>
internal static class InvalidationBenchmark
{
    private const ulong Seed = 42;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where the tables go.</param>
    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output, $"invalidation: seed {Seed}, {Environment.ProcessorCount} cores, one thread");
        foreach (var measurement in PlanSpeed.Measure(Seed).Concat(MatchSpeed.Measure(Seed)))
        {
            Write(output, $"  {measurement.Name,-100}{measurement.Elapsed.TotalMilliseconds,8:F0} ms ({measurement.Processor.TotalMilliseconds,6:F0} ms of the processor){measurement.Allocated / 1_048_576.0,10:F1} MiB allocated");
        }

        foreach (var workload in new[] { Workload.Albums(Seed), Workload.Scattered(Seed), Workload.Mixed(Seed) })
        {
            Print(output, workload);
        }
    }

    private static void Print(TextWriter output, Workload workload)
    {
        var ways = new List<WayCost>
        {
            SimpleWays.CallPerObject(workload),
            SimpleWays.FixedBatches(workload),
            SimpleWays.WildcardForEverything(workload),
            PlannedWay.Run(workload, InvalidationMode.Exact),
            PlannedWay.Run(workload, InvalidationMode.Balanced),
            PlannedWay.Run(workload, InvalidationMode.Frugal),
        };
        Write(output, $"  {workload.Name}: {workload.Changes.Count:N0} changes of {workload.Keys.Distinct().Count():N0} objects within an hour; {workload.Objects:N0} objects are cached; {WayCost.FreePaths:N0} paths are free");
        Write(output, $"    {"way",-34}{"calls",8}{"paths",8}{"wildcards",11}{"dollars",10}{"of the first",14}{"refetches",14}");
        foreach (var way in ways)
        {
            Write(output, $"    {way.Name,-34}{way.Calls,8:N0}{way.Paths,8:N0}{way.Wildcards,11:N0}{way.Money,10:F2}{way.Money / ways[0].Money,14:P1}{way.Refetches,14:N0}");
        }
    }

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
