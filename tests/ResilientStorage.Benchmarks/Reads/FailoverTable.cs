using System.Diagnostics;
using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Reads;

/// <summary>How long a reader waits for the first byte when main has failed: from the backup, within the budget that is configured for main.</summary>
internal sealed class FailoverTable : IBenchmarkTable
{
    private const string Key = "content";
    private const int Length = 1 << 20;
    private const int ReadsUntilLeftAlone = 8;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    public string Name => "failover";

    public string Summary => "time to the first byte when main refuses, is silent, or hangs after the headers (about 1 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        var rows = new List<string[]>();
        foreach (var (fault, text) in new[] { (Fault.None, "healthy"), (Fault.Refuses, "refuses connections"), (Fault.Silent, "is silent"), (Fault.HangsAfterHeaders, "hangs after the headers") })
        {
            Progress.Write($"{Name}: main {text}");
            var first = await MeasureAsync(settings, servers, fault, hasBreaker: false);
            var leftAlone = await MeasureAsync(settings, servers, fault, hasBreaker: true);
            var longest = first.Max();
            rows.Add(
            [
                text,
                ComparisonTable.Time(Statistic.Median([.. first])),
                ComparisonTable.Time(longest),
                ComparisonTable.Time(Statistic.Median([.. leftAlone])),
                fault == Fault.None ? "" : $"{Budget.TotalMilliseconds:F0} ms and a read of the backup",
                fault == Fault.None ? "" : longest <= Budget.TotalMilliseconds * 1.1 ? "met" : "**missed**",
            ]);
        }

        var text2 = string.Create(CultureInfo.InvariantCulture, $"`Resilience.FirstByteTimeout` was {Budget.TotalSeconds:F0} s (10 s by default). The second figure is that of reads once the breaker leaves main alone.");
        return new TableResult($"{MarkdownTable.Write(["main", "first byte, p50", "longest", "once main is left alone, p50", "budget", ""], rows)}\n{text2}");
    }

    private static async Task<List<double>> MeasureAsync(BenchmarkSettings settings, TestServers servers, Fault fault, bool hasBreaker)
    {
        await using var buckets = await BucketPair.CreateAsync(servers);
        using var main = new FaultRelay(servers.Main);
        await using var host = new EngineHost(servers, new StoreAddresses(main.Url, servers.Backup), buckets.Name, options =>
        {
            options.Resilience.FirstByteTimeout = Budget;
            options.Resilience.StreamIdleTimeout = Budget;
            options.Resilience.Breaker.Enabled = hasBreaker;
        });
        await host.Storage.UploadAsync(Key, SeededStream.Bytes(1, Length).AsMemory());
        await FirstByteAsync(host.Storage);
        main.Become(fault);
        for (var i = 0; hasBreaker && i < ReadsUntilLeftAlone; i++)
        {
            await FirstByteAsync(host.Storage);
        }

        var times = new List<double>();
        for (var i = 0; i < settings.ExtraRounds; i++)
        {
            times.Add(await FirstByteAsync(host.Storage));
        }

        return times;
    }

    private static async Task<double> FirstByteAsync(IResilientStorage storage)
    {
        var asked = Stopwatch.GetTimestamp();
        await using var download = await storage.OpenReadAsync(Key);
        var read = await download.Content.ReadAsync(new byte[1]);
        return read == 1 ? Stopwatch.GetElapsedTime(asked).TotalMilliseconds : throw new BenchmarkException("The resource has no first byte.");
    }
}
