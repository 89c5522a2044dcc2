using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Shaping;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The double write where the lines are the limit, as they are in life: it should take as long as the slower store alone.</summary>
internal sealed class ShapedWriteTable : IBenchmarkTable
{
    private const string Alone = "slower store alone, same requests";
    private const string OnePut = "slower store alone, one PutObject";
    private const string OneAfterAnother = "SDK, one after another";
    private const double AloneTarget = 1.05;
    private const double OneAfterAnotherTarget = 0.70;

    private static readonly LineShape MainLine = LineShape.Of(40, 10);
    private static readonly LineShape BackupLine = LineShape.Of(25, 50);

    public string Name => "shaped";

    public string Summary => "double write of 16 and 128 MiB behind lines of 40 MB/s, 10 ms and 25 MB/s, 50 ms (about 7 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        var lines = $"The lines, checked: {await ShapingCheck.RunAsync(MainLine)}; {await ShapingCheck.RunAsync(BackupLine)}.";
        Progress.Write(lines);
        using var main = await ShapingProxyProcess.StartAsync(servers.Main, MainLine);
        using var backup = await ShapingProxyProcess.StartAsync(servers.Backup, BackupLine);
        await using var buckets = await BucketPair.CreateAsync(servers);
        await using var set = new WriterSet();
        var context = new WriterContext(servers, new StoreAddresses(main.Url, backup.Url), buckets.Name);
        IDoubleWriter[] judged =
        [
            set.Add(new EngineWriter(context)),
            set.Add(new OneStoreWriter(context, Alone, likeEngine: true)),
            set.Add(new SdkWriter(context, OneAfterAnother, atOnce: false)),
        ];
        set.Add(new OneStoreWriter(context, OnePut, likeEngine: false));
        set.Add(new SdkWriter(context, "SDK, Task.WhenAll", atOnce: true));
        await set.AddRcloneAsync(context);
        await set.AddActiveStorageAsync(context);

        var sizes = new List<(int Length, IReadOnlyList<Samples> Samples)>();
        foreach (var length in settings.IsQuick ? new[] { 16 << 20 } : [16 << 20, 128 << 20])
        {
            sizes.Add((length, await WriteRounds.RunAsync(settings, set, judged, buckets, length, Name)));
        }

        var comparisons = sizes.SelectMany(static size => Compare(size.Length, size.Samples)).ToList();
        return new TableResult(
            $"{ComparisonTable.Write(comparisons)}\n{WriteReport.Write(sizes)}\n{string.Join('\n', set.Absent)}\n\n{lines}",
            [ComparisonTable.Chart("shaped-ratios", "Double write behind lines, time of the engine : time of the other", comparisons), .. WriteReport.Charts("shaped", "Double write behind lines", sizes)]);
    }

    private static IEnumerable<Comparison> Compare(int length, IReadOnlyList<Samples> samples)
    {
        var work = $"{Payload.SizeOf(length)} to both";
        var byName = samples.ToDictionary(static sample => sample.Name);
        yield return new Comparison(work, samples[0], byName[Alone], AloneTarget);
        yield return new Comparison(work, samples[0], byName[OneAfterAnother], OneAfterAnotherTarget);
        yield return new Comparison(work, samples[0], byName[OnePut]);
    }
}
