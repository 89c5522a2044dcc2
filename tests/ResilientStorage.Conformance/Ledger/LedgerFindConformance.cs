using ResilientStorage.Ledger;
using ResilientStorage.Stores;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>FindAsync and FindBlocksAsync.</summary>
public abstract class LedgerFindConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Find_Key_IsTheLiveVersionOnly()
    {
        Assert.Null(await FindAsync("a"));
        await BeginAsync("a");
        Assert.Null(await FindAsync("a"));
        var id = await UploadAsync("a");
        Assert.Equal(id, (await FindAsync("a"))!.Resource.VersionId);
        Assert.Null(await FindAsync("A"));
        await DeleteAsync("a");

        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task Find_KeyAndVersion_IsTheLiveOrASupersededOneWhileTheResourceIsLive()
    {
        var first = await UploadAsync("a");
        var second = await UploadAsync("a");
        var pending = await BeginAsync("a");

        Assert.Equal(VersionState.Live, (await FindAsync("a", second))!.State);
        Assert.Equal(VersionState.Deleted, (await FindAsync("a", first))!.State);
        Assert.Null(await FindAsync("a", pending));
        Assert.Null(await FindAsync("b", second));
        await DeleteAsync("a");
        Assert.Null(await FindAsync("a", first));
        Assert.Null(await FindAsync("a", second));
        await UploadAsync("a");

        Assert.Equal(first, (await FindAsync("a", first))!.Resource.VersionId);
        Assert.Null(await FindAsync("a", second));
    }

    [Fact]
    public async Task Find_KeyAndVersionThatIsPurged_IsNull()
    {
        var first = await UploadAsync("a");
        await UploadAsync("a", commit: commit => commit with { SupersededRemovalDelay = TimeSpan.Zero });
        await RemoveAllAsync();

        Assert.Equal(VersionState.Purged, await StateAsync(first));
        Assert.Null(await FindAsync("a", first));
    }

    [Fact]
    public async Task Find_VersionAlone_IsThereWhateverItsState()
    {
        var id = await BeginAsync("a");
        var pending = await SnapshotAsync(id);
        Assert.Equal((VersionState.Pending, 0L, "", 0), (pending.State, pending.Resource.Length, pending.Resource.Sha256, pending.BlockSize));
        Assert.Equal(0, pending.Blocks.Values.Length);
        Assert.Equal((await VersionAsync(id)).BegunAt, pending.Resource.CreatedAt);
        Assert.Null(pending.Resource.DeletedAt);
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = id, Epoch = 1, Reason = "no" });
        Assert.Equal(VersionState.Failed, await StateAsync(id));
        await RemoveAllAsync();

        Assert.Equal(VersionState.Purged, await StateAsync(id));
        Assert.Null(await Ledger.FindAsync(new ResourceLookup { VersionId = NewId() }));
    }

    [Fact]
    public async Task Find_EndedVersion_SaysWhenItEnded()
    {
        var id = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(3));
        await DeleteAsync("a");
        var resource = (await SnapshotAsync(id)).Resource;

        Assert.Equal(TimeSpan.FromSeconds(3), resource.DeletedAt - resource.CreatedAt);
    }

    [Fact]
    public async Task Find_NeitherKeyNorVersion_IsAnArgumentError() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.FindAsync(new ResourceLookup()));

    [Fact]
    public async Task Find_Replicas_ComeInTheOrderOfTheStores()
    {
        var ledger = await Fixture.CreateLedgerAsync("other", Store("z", StoreRole.Backup, "1"), Store("y", StoreRole.Backup, "2"), Store("x", StoreRole.Main, "3"), Store("a", StoreRole.Backup, "4"));
        var intent = Intent("k");
        var stores = (await ledger.BeginUploadAsync(intent)).Stores;
        var snapshot = await ledger.FindAsync(new ResourceLookup { VersionId = intent.VersionId });

        Assert.Equal(["x", "z", "y", "a"], stores);
        Assert.Equal(stores, snapshot!.Replicas.Select(static replica => replica.Store));
    }

    [Fact]
    public async Task Find_AnAnswer_IsNotChangedByLaterCalls()
    {
        var id = await UploadAsync("a");
        var before = await SnapshotAsync(id);
        var listed = await VersionAsync(id);
        await DeleteAsync("a");
        await RemoveAllAsync();

        Assert.Equal(VersionState.Live, before.State);
        Assert.All(before.Replicas, static replica => Assert.Equal(ReplicaState.Stored, replica.State));
        Assert.Equal(2, listed.History.Count);
    }

    [Fact]
    public async Task Find_Blocks_ComeWithTheSnapshotAndKeepAllBits()
    {
        var snapshot = await SnapshotAsync(await UploadAsync("a"));

        Assert.Equal(512, snapshot.BlockSize);
        Assert.Equal(0, snapshot.Blocks.FirstBlock);
        Assert.Equal([7u, uint.MaxValue], snapshot.Blocks.Values.ToArray());
    }

    [Fact]
    public async Task Find_NoBlocks_IsAnEmptyList()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Length = 0, BlockChecksums = ReadOnlyMemory<uint>.Empty });

        Assert.Equal(0, (await SnapshotAsync(id)).Blocks.Values.Length);
    }

    [Theory]
    [InlineData(BlockChecksums.MaxPerLoad - 1)]
    [InlineData(BlockChecksums.MaxPerLoad)]
    [InlineData(BlockChecksums.MaxPerLoad + 1)]
    [InlineData((2 * BlockChecksums.MaxPerLoad) + 5)]
    public async Task Find_ManyBlocks_FirstOnesComeWithTheSnapshotTheRestOnDemand(int count)
    {
        uint[] values = [.. Enumerable.Range(0, count).Select(static i => (uint)i * 2654435761)];
        var id = await UploadAsync("a", commit: commit => commit with { Length = count * 512L, BlockChecksums = values });
        var loaded = (await SnapshotAsync(id)).Blocks.Values.ToArray();
        Assert.Equal(Math.Min(count, BlockChecksums.MaxPerLoad), loaded.Length);
        for (var first = loaded.Length; first < count; first = loaded.Length)
        {
            var blocks = await Ledger.FindBlocksAsync(new BlockRange(id, first, BlockChecksums.MaxPerLoad));
            Assert.Equal(first, blocks.FirstBlock);
            Assert.NotEqual(0, blocks.Values.Length);
            loaded = [.. loaded, .. blocks.Values.ToArray()];
        }

        Assert.Equal(values, loaded);
    }

    [Fact]
    public async Task FindBlocks_FromTheMiddle_AnswersExactlyThose()
    {
        uint[] values = [.. Enumerable.Range(0, 40_000).Select(static i => (uint)i)];
        var id = await UploadAsync("a", commit: commit => commit with { BlockChecksums = values });

        var across = await Ledger.FindBlocksAsync(new BlockRange(id, 16_380, 10));
        Assert.Equal((16_380, 10), (across.FirstBlock, across.Values.Length));
        Assert.Equal(values[16_380..16_390], across.Values.ToArray());
        Assert.Equal(values[39_990..], (await Ledger.FindBlocksAsync(new BlockRange(id, 39_990, 100))).Values.ToArray());
        Assert.Equal(values[5..6], (await Ledger.FindBlocksAsync(new BlockRange(id, 5, 1))).Values.ToArray());
    }

    [Fact]
    public async Task FindBlocks_BeyondTheEndOrUnknownVersion_IsEmpty()
    {
        var id = await UploadAsync("a");

        Assert.Equal(0, (await Ledger.FindBlocksAsync(new BlockRange(id, 2, 5))).Values.Length);
        Assert.Equal(0, (await Ledger.FindBlocksAsync(new BlockRange(id, 1_000_000, 5))).Values.Length);
        Assert.Equal(0, (await Ledger.FindBlocksAsync(new BlockRange(NewId(), 0, 5))).Values.Length);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, BlockChecksums.MaxPerLoad + 1)]
    public async Task FindBlocks_ImpossibleRange_IsOutOfRange(int first, int count)
    {
        var id = await UploadAsync("a");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ledger.FindBlocksAsync(new BlockRange(id, first, count)));
    }

    private Task<ResourceSnapshot?> FindAsync(string key, VersionId? id = null) =>
        Ledger.FindAsync(new ResourceLookup { Key = key, VersionId = id });
}
