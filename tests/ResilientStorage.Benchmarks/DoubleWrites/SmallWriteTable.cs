using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The double write of what is mostly requests: the engine's own time and garbage show here.</summary>
internal sealed class SmallWriteTable : IBenchmarkTable
{
    private const int Length = 16 << 10;
    private const int Many = 16;
    private const double Target = 1.15;
    private const double AllocationTarget = 150;

    public string Name => "small";

    public string Summary => "double write of 16 KiB, one and 16 at once, and what it allocates (about 2 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        await using var buckets = await BucketPair.CreateAsync(servers);
        await using var set = new WriterSet();
        using var payload = new Payload(Length);
        var context = new WriterContext(servers, StoreAddresses.Of(servers), buckets.Name);
        var engine = set.Add(new EngineWriter(context));
        await engine.WriteAsync(payload, TestServers.NewName());
        var bare = set.Add(new SdkWithLedgerWriter(context, engine.Schema));
        set.Add(new SdkWriter(context, "SDK, Task.WhenAll, no ledger", atOnce: true));
        var parallel = set.Writers.ToList();
        await set.AddRcloneAsync(context);
        await set.AddActiveStorageAsync(context);
        await set.ProveAsync(buckets, payload);

        var single = await RunAsync(settings, set.Writers, [engine, bare], payload, 1, 60);
        var many = await RunAsync(settings, parallel, [engine, bare], payload, Many, 320);
        Comparison[] comparisons =
        [
            new("16 KiB to both, one at a time", single[0], single[1], Target),
            new("16 KiB to both, 16 at once (time per upload)", many[0], many[1], Target),
        ];
        var (own, others) = (await AllocatedAsync(engine, payload), await AllocatedAsync(bare, payload));
        var allocation = MarkdownTable.Write(
            ["allocated for each 16 KiB upload", "measured", "target", ""],
            [[engine.Name, Kibibytes(own), $"<= {AllocationTarget:F0} KiB", own <= AllocationTarget ? "met" : "**missed**"], [bare.Name, Kibibytes(others), "", ""]]);
        var others16 = WriteReport.Write([(Length, single)]);
        return new TableResult(
            $"{ComparisonTable.Write(comparisons)}\n{allocation}\n{others16}\n{string.Join('\n', set.Absent)}",
            ComparisonTable.Chart("small-ratios", "Double write of 16 KiB, time of the engine : time of the other", comparisons),
            new Chart("small-16-kib", "Double write of 16 KiB, bare servers", "milliseconds until both stores have it (median; shorter is better)", [.. single.Select(static samples => new ChartPoint(samples.Name, samples.Median, samples.Median, samples.Median))]) { HasBars = true });
    }

    private async Task<IReadOnlyList<Samples>> RunAsync(BenchmarkSettings settings, IEnumerable<IDoubleWriter> writers, IReadOnlyList<IDoubleWriter> judged, Payload payload, int atOnce, int uploads)
    {
        var contestants = writers
            .Select(writer => new Contestant(writer.Name, () => WriteAsync(writer, payload, atOnce, uploads)) { MaxRounds = judged.Contains(writer) ? settings.Rounds : settings.ExtraRounds })
            .ToList();
        var samples = await Rounds.RunAsync(settings.Rounds, contestants, $"{Name}, {atOnce} at once");
        return [.. samples.Select(sample => sample.Map(time => time / uploads))];
    }

    private static async Task WriteAsync(IDoubleWriter writer, Payload payload, int atOnce, int uploads) =>
        await Parallel.ForAsync(0, uploads, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (_, _) => await writer.WriteAsync(payload, TestServers.NewName()));

    private static async Task<double> AllocatedAsync(IDoubleWriter writer, Payload payload)
    {
        const int Uploads = 200;
        const double Kibibyte = 1024;
        await WriteAsync(writer, payload, 1, Uploads);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await WriteAsync(writer, payload, 1, Uploads);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Kibibyte / Uploads;
    }

    private static string Kibibytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F0} KiB");
}
