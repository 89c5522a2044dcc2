using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;
using ResilientStorage.Ledger;

namespace ResilientStorage.Benchmarks.Ledger;

/// <summary>What the ledger adds to the statements that it sends, and how often it sends some.</summary>
internal sealed class LedgerTable : IBenchmarkTable
{
    private const int Uploads = 50;
    private const int Reads = 200;
    private const int ContentLength = 16 << 10;

    public string Name => "ledger";

    public string Summary => "PostgreSQL ledger beside bare Npgsql, and its round trips (about 1 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        await using var buckets = await BucketPair.CreateAsync(servers);
        await using var host = new EngineHost(servers, StoreAddresses.Of(servers), buckets.Name);
        await host.Storage.UploadAsync("known", new byte[ContentLength].AsMemory());
        await using var bare = new BareLedger(servers, host.Schema);
        var ledger = host.Ledger;

        var uploads = await Rounds.RunAsync(
            settings.Rounds,
            [
                new Contestant("ledger", () => RepeatAsync(Uploads, async () =>
                {
                    var version = bare.Describe(TestServers.NewName());
                    await ledger.BeginUploadAsync(version);
                    await ledger.CommitUploadAsync(BareLedger.DescribeCommit(version.VersionId, ContentLength));
                })),
                new Contestant("the same statements by bare Npgsql", () => RepeatAsync(Uploads, async () =>
                {
                    var version = bare.Describe(TestServers.NewName());
                    await bare.BeginAsync(version);
                    await bare.CommitAsync(BareLedger.DescribeCommit(version.VersionId, ContentLength));
                })),
            ],
            $"{Name}, uploads");
        var reads = await Rounds.RunAsync(
            settings.Rounds,
            [
                new Contestant("ledger", () => RepeatAsync(Reads, () => ledger.FindAsync(new ResourceLookup { Key = "known" }))),
                new Contestant("the same statement by bare Npgsql", () => RepeatAsync(Reads, () => bare.FindAsync("known"))),
            ],
            $"{Name}, reads");

        Comparison[] comparisons =
        [
            new("intent and commit of an upload", uploads[0].Map(static time => time / Uploads), uploads[1].Map(static time => time / Uploads)),
            new("look-up of a read", reads[0].Map(static time => time / Reads), reads[1].Map(static time => time / Reads)),
        ];
        var (perUpload, perRead) = await CountRoundTripsAsync(servers, buckets);
        return new TableResult(
            $"{ComparisonTable.Write(comparisons)}\n{MarkdownTable.Write(["round trips to PostgreSQL, counted on the wire", "measured", "target"], [["one upload", Number(perUpload), "2"], ["one read", Number(perRead), "1"]])}",
            ComparisonTable.Chart("ledger-ratios", "PostgreSQL ledger, time : time of bare Npgsql", comparisons));
    }

    private static async Task<(double PerUpload, double PerRead)> CountRoundTripsAsync(TestServers servers, BucketPair buckets)
    {
        await buckets.EmptyAllAsync();
        using var counter = new RoundTripCounter(servers.PostgreSql);
        await using var host = new EngineHost(servers with { PostgreSql = counter.ConnectionString }, StoreAddresses.Of(servers), buckets.Name);

        // Npgsql sends a statement's text for the first few times; from then on it is prepared.
        await UploadAsync(host, "read");
        await RepeatAsync(Uploads, () => UploadAsync(host, TestServers.NewName()));
        await RepeatAsync(Uploads, () => host.Storage.ReadAllBytesAsync("read"));
        var before = counter.Count;
        await RepeatAsync(Uploads, () => UploadAsync(host, TestServers.NewName()));
        var between = counter.Count;
        await RepeatAsync(Uploads, () => host.Storage.ReadAllBytesAsync("read"));
        return ((double)(between - before) / Uploads, (double)(counter.Count - between) / Uploads);
    }

    private static Task<Resource> UploadAsync(EngineHost host, string key) => host.Storage.UploadAsync(key, new byte[ContentLength].AsMemory());

    private static async Task RepeatAsync(int count, Func<Task> action)
    {
        for (var i = 0; i < count; i++)
        {
            await action();
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
