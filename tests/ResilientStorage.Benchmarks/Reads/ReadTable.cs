using System.Buffers;
using System.Globalization;
using Amazon.S3;
using ResilientStorage.Benchmarks.DoubleWrites;
using ResilientStorage.Benchmarks.Ledger;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Reads;

/// <summary>Reads from a healthy main store: every block is checked before it is handed out, beside a GetObject that checks nothing.</summary>
internal sealed class ReadTable : IBenchmarkTable
{
    private const int Small = 16 << 10;
    private const int Large = 16 << 20;
    private const int BufferBytes = 1 << 20;
    private const double Target = 1.05;
    private const double AllocationTarget = 16;

    public string Name => "read";

    public string Summary => "read of 16 KiB and 16 MiB from a healthy main store (about 1 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        await using var buckets = await BucketPair.CreateAsync(servers);
        await using var host = new EngineHost(servers, StoreAddresses.Of(servers), buckets.Name);
        await using var ledger = new BareLedger(servers, host.Schema);
        var comparisons = new List<Comparison>();
        var allocations = new List<string[]>();
        foreach (var (length, repeats) in new[] { (Small, 100), (Large, 8) })
        {
            using var payload = new Payload(length);
            var resource = await host.Storage.UploadAsync(payload.Size, payload.Open());
            var engine = () => ReadAsync(host.Storage, payload.Size);
            var bare = () => GetAsync(buckets.Main, buckets.Name, resource.ObjectKey, length == Small ? () => ledger.FindAsync(payload.Size) : null);
            var samples = await Rounds.RunAsync(
                settings.Rounds,
                [
                    new Contestant("ResilientStorage", () => RepeatAsync(repeats, engine)),
                    new Contestant(length == Small ? "bare GetObject and one ledger read" : "bare GetObject", () => RepeatAsync(repeats, bare)),
                ],
                $"{Name}, {payload.Size}");
            comparisons.Add(new Comparison($"read of {payload.Size}", samples[0].Map(time => time / repeats), samples[1].Map(time => time / repeats), Target));
            var (own, other) = (await AllocatedAsync(repeats, engine), await AllocatedAsync(repeats, bare));
            allocations.Add([$"read of {payload.Size}", Kibibytes(own), Kibibytes(other), Kibibytes(own - other), $"<= {AllocationTarget:F0} KiB more", own - other <= AllocationTarget ? "met" : "**missed**"]);
        }

        return new TableResult(
            $"{ComparisonTable.Write(comparisons)}\n{MarkdownTable.Write(["allocated for each", "engine", "bare", "difference", "target", ""], allocations)}",
            ComparisonTable.Chart("read-ratios", "Read, time of the engine : time of the other", comparisons));
    }

    private static async Task ReadAsync(IResilientStorage storage, string key)
    {
        await using var download = await storage.OpenReadAsync(key);
        await DrainAsync(download.Content);
    }

    private static async Task GetAsync(AmazonS3Client client, string bucket, string key, Func<Task>? lookUpAsync)
    {
        if (lookUpAsync is not null)
        {
            await lookUpAsync();
        }

        using var answer = await client.GetObjectAsync(bucket, key);
        await DrainAsync(answer.ResponseStream);
    }

    // The SDK's stream makes garbage with each read: the largest buffer that either side could want is the fairest.
    private static async Task DrainAsync(Stream content)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        while (await content.ReadAsync(buffer) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static async Task RepeatAsync(int count, Func<Task> action)
    {
        for (var i = 0; i < count; i++)
        {
            await action();
        }
    }

    private static async Task<double> AllocatedAsync(int count, Func<Task> action)
    {
        const double Kibibyte = 1024;
        await RepeatAsync(count, action);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RepeatAsync(count, action);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Kibibyte / count;
    }

    private static string Kibibytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} KiB");
}
