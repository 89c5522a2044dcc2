using ResilientStorage.Ledger;
using ResilientStorage.Relational;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>The design's price list, counted on the wire: two round trips per upload, one per read.</summary>
public sealed class RoundTripTests : LedgerDatabaseTests
{
    private const string Alias = "public/a";

    private WireProxy Proxy { get; set; } = null!;

    private SqlResourceLedger Ledger { get; set; } = null!;

    public override async Task InitializeAsync()
    {
        if (TestServer.SkipReason is not null)
        {
            return;
        }

        Proxy = Db.Track(new WireProxy(TestServer.ConnectionString));
        Db.ConnectionString = Proxy.ConnectionString;
        Ledger = await Db.OpenAsync();
        await Sample.UploadAsync(Ledger, "warm", 1000);
    }

    [ServerTheory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, Alias)]
    [InlineData(true, Alias)]
    public async Task Upload_NewOrReplacing_IsTwoRoundTrips(bool replaces, string? publishAt)
    {
        if (replaces)
        {
            await Sample.UploadAsync(Ledger, "a", 1);
        }

        var intent = Sample.Intent("a", Sample.Id(2)) with { PublishAt = publishAt is null ? null : PublishAt.Key(publishAt), IdempotencyKey = "once" };
        Proxy.Clear();
        var begun = await Ledger.BeginUploadAsync(intent);
        Assert.Equal(1, Proxy.RoundTrips);
        var resource = await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2)));

        Assert.Equal(2, Proxy.RoundTrips);
        Assert.Equal(["main", "backup"], begun.Stores);
        Assert.Equal(publishAt, resource.PublishedAt);
    }

    [ServerFact]
    public async Task Upload_OftenEnoughToBePrepared_IsStillTwoRoundTrips()
    {
        for (var number = 1; number <= 10; number++)
        {
            Proxy.Clear();
            await Sample.UploadAsync(Ledger, "a", number);
            Assert.Equal(2, Proxy.RoundTrips);
        }
    }

    [ServerFact]
    public async Task Upload_FailOnAFreeKey_IsTwoRoundTrips()
    {
        Proxy.Clear();

        await Ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2)) with { IfExists = IfExists.Fail });
        await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2)));

        Assert.Equal(2, Proxy.RoundTrips);
    }

    [ServerFact]
    public async Task Upload_IfVersion_IsTwoRoundTrips()
    {
        await Sample.UploadAsync(Ledger, "a", 1);
        Proxy.Clear();

        await Ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2)) with { IfVersion = Sample.Id(1) });
        await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2)));

        Assert.Equal(2, Proxy.RoundTrips);
    }

    [ServerFact]
    public async Task Upload_ManyBlocks_IsTwoRoundTripsAndKeepsThemAll()
    {
        var count = (3 * BlockChecksums.MaxPerLoad) + 5;
        Proxy.Clear();

        await Ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2)));
        await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2), count));

        Assert.Equal(2, Proxy.RoundTrips);
        var last = await Ledger.FindBlocksAsync(new BlockRange(Sample.Id(2), count - 10, 10));
        Assert.Equal(Sample.Commit(Sample.Id(2), count).BlockChecksums[^10..].ToArray(), last.Values.ToArray());
    }

    [ServerTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task FindAsync_AnyLookup_IsOneRoundTrip(bool byKey, bool byVersion)
    {
        Proxy.Clear();

        var found = await Ledger.FindAsync(new ResourceLookup { Key = byKey ? "warm" : null, VersionId = byVersion ? Sample.Id(1000) : null });

        Assert.Equal(2, found!.Replicas.Count);
        Assert.Equal(1, Proxy.RoundTrips);
    }

    [ServerFact]
    public async Task FindBlocksAndList_OnePage_AreOneRoundTripEach()
    {
        Proxy.Clear();

        await Ledger.FindBlocksAsync(new BlockRange(Sample.Id(1000), 0, 2));
        Assert.Single(await Ledger.ListAsync(new ResourceQuery()).ToListAsync());

        Assert.Equal(2, Proxy.RoundTrips);
    }
}
