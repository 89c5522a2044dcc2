using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The double write where the processor is the limit: client and servers share it, so every needless copy shows.</summary>
internal sealed class BareWriteTable : IBenchmarkTable
{
    private const string AtOnce = "SDK, Task.WhenAll, bytes in memory";
    private const double AtOnceTarget = 1.10;
    private const double RcloneTarget = 1.00;

    public string Name => "bare";

    public string Summary => "double write of 1, 16 and 128 MiB straight to the servers (about 4 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        await using var buckets = await BucketPair.CreateAsync(servers);
        await using var set = new WriterSet();
        var context = new WriterContext(servers, StoreAddresses.Of(servers), buckets.Name);
        var judged = new List<IDoubleWriter>
        {
            set.Add(new EngineWriter(context)),
            set.Add(new SdkWriter(context, AtOnce, atOnce: true)),
        };
        if (await set.AddRcloneAsync(context) is { } rclone)
        {
            judged.Add(rclone);
        }

        set.Add(new SdkWriter(context, "SDK, Task.WhenAll, chunked encoding", atOnce: true, chunked: true));
        set.Add(new SdkWriter(context, "SDK, one after another", atOnce: false));
        set.Add(new SdkWriter(context, "SDK, stream copied to memory, Task.WhenAll", atOnce: true, buffered: true));
        set.Add(new TransferUtilityWriter(context));
        await set.AddActiveStorageAsync(context);

        var sizes = new List<(int Length, IReadOnlyList<Samples> Samples)>();
        foreach (var length in settings.IsQuick ? new[] { 1 << 20, 16 << 20 } : [1 << 20, 16 << 20, 128 << 20])
        {
            sizes.Add((length, await WriteRounds.RunAsync(settings, set, judged, buckets, length, Name)));
        }

        var comparisons = sizes.SelectMany(static size => Compare(size.Length, size.Samples)).ToList();
        return new TableResult(
            $"{ComparisonTable.Write(comparisons)}\n{WriteReport.Write(sizes)}\n{string.Join('\n', set.Absent)}",
            [ComparisonTable.Chart("bare-ratios", "Double write, bare servers, time of the engine : time of the other", comparisons), .. WriteReport.Charts("bare", "Double write, bare servers", sizes)]);
    }

    private static IEnumerable<Comparison> Compare(int length, IReadOnlyList<Samples> samples)
    {
        var work = $"{Payload.SizeOf(length)} to both";
        yield return new Comparison(work, samples[0], samples.First(static sample => sample.Name == AtOnce), AtOnceTarget);
        if (samples.FirstOrDefault(static sample => sample.Name == RcloneWriter.Label) is { } rclone)
        {
            yield return new Comparison(work, samples[0], rclone, RcloneTarget);
        }
    }
}
