using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>How fast changes become paths, and what the paths of three workloads cost beside the usual ways.</summary>
internal sealed class InvalidationTable : IBenchmarkTable
{
    private const ulong Seed = 42;
    private const double Second = 1_000;
    private const double Mebibyte = 1_048_576;
    private const double AddTarget = 2;
    private const double PlanMemoryTarget = 100;
    private const decimal AlbumsTarget = 0.05m;

    public string Name => "invalidation";

    public string Summary => "from changes to the paths that a CDN is told, and what they cost (about 1 min)";

    public Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        var speeds = MarkdownTable.Write(["work", "median of 5", "allocated", "target", ""], [AddRow(), .. PlanSpeed.Measure(Seed).Select(PlanRow), .. MatchSpeed.Measure(Seed).Select(MatchRow)]);
        var workloads = new[] { Workload.Albums(Seed), Workload.Scattered(Seed), Workload.Mixed(Seed) };
        return Task.FromResult(new TableResult($"{speeds}\n{string.Join('\n', workloads.Select(Describe))}"));
    }

    private static string[] AddRow()
    {
        var add = AddSpeed.Measure();
        var each = add.Elapsed.TotalMicroseconds / AddSpeed.Changes;
        return ["add a change", Text($"{each:F2} µs"), Text($"{add.Allocated / AddSpeed.Changes} B"), Text($"<= {AddTarget:F0} µs, no request"), Judge(each <= AddTarget)];
    }

    private static string[] PlanRow(SpeedMeasurement plan) =>
        [plan.Name, Time(plan), Memory(plan), Text($"<= 1 s, <= {PlanMemoryTarget:F0} MiB"), Judge(plan.Elapsed.TotalMilliseconds <= Second && plan.Allocated / Mebibyte <= PlanMemoryTarget)];

    private static string[] MatchRow(SpeedMeasurement match) => [match.Name, Time(match), Memory(match), "<= 1 s", Judge(match.Elapsed.TotalMilliseconds <= Second)];

    private static string Describe(Workload workload)
    {
        WayCost[] simple = [SimpleWays.CallPerObject(workload), SimpleWays.FixedBatches(workload), SimpleWays.WildcardForEverything(workload)];
        var exact = PlannedWay.Run(workload, InvalidationMode.Exact);
        WayCost[] planned = [exact, PlannedWay.Run(workload, InvalidationMode.Balanced), PlannedWay.Run(workload, InvalidationMode.Frugal)];
        var rows = simple.Concat(planned).Select(way => new[]
        {
            way.Name,
            Text($"{way.Calls:N0}"),
            Text($"{way.Paths:N0}"),
            Text($"{way.Wildcards:N0}"),
            Text($"{way.Money:F2}"),
            Text($"{way.Money / simple[0].Money:P1}"),
            Text($"{way.Refetches:N0}"),
            TargetOf(workload, way, simple[0], exact),
        });
        var table = MarkdownTable.Write(["way", "calls", "paths", "of them wildcards", "dollars", "of the first", "refetches", "target"], rows);
        return Text($"**{workload.Name}**: {workload.Changes.Count:N0} changes of {workload.Keys.Distinct().Count():N0} objects within an hour, {workload.Objects:N0} objects cached, {WayCost.FreePaths:N0} paths free, seed {Seed}\n\n{table}");
    }

    // The planner's own default is what a host gets.
    private static string TargetOf(Workload workload, WayCost way, WayCost first, WayCost exact) => (workload.Kind, way.Mode) switch
    {
        (WorkloadKind.Albums, InvalidationMode.Balanced) => $"<= 5 % of the first: {Judge(way.Money <= first.Money * AlbumsTarget)}",
        (WorkloadKind.Scattered, InvalidationMode.Balanced) => $"never dearer than exact: {Judge(way.Money <= exact.Money)}",
        _ => "",
    };

    private static string Time(SpeedMeasurement measurement) => Text($"{measurement.Elapsed.TotalMilliseconds:F0} ms");

    private static string Memory(SpeedMeasurement measurement) => Text($"{measurement.Allocated / Mebibyte:F1} MiB");

    private static string Judge(bool isMet) => isMet ? "met" : "**missed**";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
