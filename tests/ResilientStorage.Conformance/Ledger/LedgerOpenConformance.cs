using ResilientStorage.Ledger;
using ResilientStorage.Stores;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>OpenAsync, the stores table, several instances in one database.</summary>
public abstract class LedgerOpenConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task AnyCall_BeforeOpen_IsAnInvalidOperation()
    {
        var ledger = Fixture.CreateLedger();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.FindAsync(new ResourceLookup { Key = "a" }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.BeginUploadAsync(Intent("a")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.ClaimAsync(new WorkClaim { Kind = WorkKind.Remove, Lease = Lease }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.GetStatusAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(ledger.ListAsync(new ResourceQuery())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(ledger.ListVersionsAsync(new VersionQuery { Key = "a" })));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(ledger.ListWorkAsync(new WorkQuery())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ListAsync(ledger.ScanAsync(new StoreScan("main"))));
    }

    [Fact]
    public async Task Open_FirstTime_RecordsAllStoresAsActiveMainFirst()
    {
        var state = await OpenAsync("first", At(Third, "f3"), At(Main, "f1"), At(Backup, "f2"));

        Assert.Equal(LedgerId, state.LedgerId);
        Assert.Equal(1, state.Generation);
        Assert.Equal(["main", "third", "backup"], state.Stores.Select(static store => store.Name));
        Assert.All(state.Stores, static store => Assert.Equal(StoreState.Active, store.State));
        Assert.All(state.Stores, static store => Assert.Null(store.MarkerId));
        Assert.Equal([StoreRole.Main, StoreRole.Backup, StoreRole.Backup], state.Stores.Select(static store => store.Role));
        Assert.Equal("f1", state.Stores[0].Place.Bucket);
    }

    [Fact]
    public async Task Open_Again_KeepsTheLedgerIdAndTheStores()
    {
        var state = await Fixture.CreateLedger().OpenAsync(new LedgerOpening { Instance = Instance, Stores = [Main, Backup], NewLedgerId = Guid.Empty });

        Assert.Equal(LedgerId, state.LedgerId);
        Assert.Equal(["main", "backup"], state.Stores.Select(static store => store.Name));
        Assert.All(state.Stores, static store => Assert.Equal(StoreState.Active, store.State));
    }

    [Fact]
    public async Task Open_SameObjectSameInstance_IsAllowed_OtherInstanceIsNot()
    {
        var opening = new LedgerOpening { Instance = Instance, Stores = [Main, Backup], NewLedgerId = LedgerId };

        Assert.Equal(LedgerId, (await Ledger.OpenAsync(opening)).LedgerId);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ledger.OpenAsync(opening with { Instance = "other" }));
    }

    [Fact]
    public async Task Open_StoreThatComesLater_IsJoiningAndTakesNoUploads()
    {
        var state = await OpenAsync(Instance, Main, Backup, Third);

        Assert.Equal([StoreState.Active, StoreState.Active, StoreState.Joining], state.Stores.Select(static store => store.State));
        Assert.Equal(["main", "backup"], (await Ledger.BeginUploadAsync(Intent("a"))).Stores);
    }

    [Fact]
    public async Task Open_LaterStoreConfiguredAsMain_IsRecordedAsBackup()
    {
        var state = await OpenAsync(Instance, Third with { Role = StoreRole.Main }, Main with { Role = StoreRole.Backup }, Backup);

        Assert.Equal(["main", "backup", "third"], state.Stores.Select(static store => store.Name));
        Assert.Equal([StoreRole.Main, StoreRole.Backup, StoreRole.Backup], state.Stores.Select(static store => store.Role));
    }

    [Fact]
    public async Task Open_RecordedStoreThatIsNotConfigured_StaysInTheTable()
    {
        var state = await OpenAsync(Instance, Main);

        Assert.Equal(["main", "backup"], state.Stores.Select(static store => store.Name));
    }

    [Fact]
    public async Task Open_StoreConfiguredElsewhere_KeepsTheRecordedPlace()
    {
        var state = await OpenAsync(Instance, At(Main, "moved"), Backup);

        Assert.Equal(Main.Place, state.Stores[0].Place);
    }

    [Theory]
    [InlineData("bucket-main", "")]
    [InlineData("bucket-main", "below/")]
    public async Task Open_PlaceOverlapsThatOfAnotherInstance_IsRefusedAndRecordsNothing(string bucket, string prefix)
    {
        var overlapping = Store("main", StoreRole.Main, bucket, prefix);
        var error = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("other", At(Backup, "free"), overlapping));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        var state = await OpenAsync("other", At(Main, "own"));
        Assert.Equal(["main"], state.Stores.Select(static store => store.Name));
    }

    [Fact]
    public async Task Open_LaterStoreOverlapsOneOfItsInstance_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync(Instance, Main, Backup, At(Third, Backup.Place.Bucket)));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Fact]
    public async Task Open_TwoConfiguredStoresOverlap_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("other", Store("a", StoreRole.Main, "x"), Store("b", StoreRole.Backup, "x", "y/")));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Fact]
    public async Task Open_TwoStoresOfOneName_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("other", Store("a", StoreRole.Main, "x"), Store("a", StoreRole.Backup, "y")));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Theory]
    [InlineData(StoreRole.Main, StoreRole.Main)]
    [InlineData(StoreRole.Backup, StoreRole.Backup)]
    public async Task Open_FirstTimeWithoutExactlyOneMain_IsRefused(StoreRole first, StoreRole second)
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("other", Store("a", first, "x"), Store("b", second, "y")));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Fact]
    public async Task ChangeStore_RecordMarker_SetsOnceAndAnotherIsAConflict()
    {
        var marker = new Guid("aaaaaaaa-0000-0000-0000-000000000001");
        var change = new StoreChange { Store = "main", Kind = StoreChangeKind.RecordMarker, MarkerId = marker };

        Assert.Equal(marker, (await Ledger.ChangeStoreAsync(change)).MarkerId);
        Assert.Equal(marker, (await Ledger.ChangeStoreAsync(change)).MarkerId);
        var error = await Assert.ThrowsAsync<LedgerException>(() => Ledger.ChangeStoreAsync(change with { MarkerId = LedgerId }));

        Assert.Equal(LedgerErrorKind.Conflict, error.Kind);
        Assert.Equal([marker, null], (await OpenAsync(Instance, Main, Backup)).Stores.Select(static store => store.MarkerId));
    }

    [Fact]
    public async Task ChangeStore_ReplaceMarker_TakesTheNewOne()
    {
        var change = new StoreChange { Store = "main", Kind = StoreChangeKind.RecordMarker, MarkerId = LedgerId };
        await Ledger.ChangeStoreAsync(change);
        var other = new Guid("aaaaaaaa-0000-0000-0000-000000000002");

        Assert.Equal(other, (await Ledger.ChangeStoreAsync(change with { Kind = StoreChangeKind.ReplaceMarker, MarkerId = other })).MarkerId);
    }

    [Fact]
    public async Task ChangeStore_Move_RecordsTheNewPlaceUnlessItIsTaken()
    {
        var place = new StorePlace("memory", "", "elsewhere", "p/");
        var change = new StoreChange { Store = "main", Kind = StoreChangeKind.Move, Place = place };

        Assert.Equal(place, (await Ledger.ChangeStoreAsync(change)).Place);
        var error = await Assert.ThrowsAsync<LedgerException>(() => Ledger.ChangeStoreAsync(change with { Place = Backup.Place }));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Equal(place, (await OpenAsync(Instance, Main, Backup)).Stores[0].Place);
    }

    [Fact]
    public async Task ChangeStore_UnknownStoreOrMissingValue_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => Ledger.ChangeStoreAsync(new StoreChange { Store = "none", Kind = StoreChangeKind.AllowRepairs }));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.ChangeStoreAsync(new StoreChange { Store = "main", Kind = StoreChangeKind.RecordMarker }));
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.ChangeStoreAsync(new StoreChange { Store = "main", Kind = StoreChangeKind.Move }));
    }

    [Fact]
    public async Task Instances_InOneDatabase_SeeNothingOfEachOther()
    {
        var id = await UploadAsync("a", with => with with { IdempotencyKey = "once", PublishAt = PublishAt.Key("fixed/a") });
        await LoseAsync(id, "main");
        var other = await Fixture.CreateLedgerAsync("other", At(Main, "other-main"), At(Backup, "other-backup"));

        Assert.Null(await other.FindAsync(new ResourceLookup { Key = "a" }));
        Assert.Null(await other.FindAsync(new ResourceLookup { VersionId = id }));
        Assert.Empty(await ListAsync(other.ListAsync(new ResourceQuery { IncludeDeleted = true })));
        Assert.Empty(await ListAsync(other.ListWorkAsync(new WorkQuery())));
        Assert.Empty(await ListAsync(other.ScanAsync(new StoreScan("main"))));
        Assert.Empty(await other.ClaimAsync(new WorkClaim { Kind = WorkKind.Repair, Lease = Lease }));
        Assert.Empty(await other.ClaimAsync(new WorkClaim { Kind = WorkKind.Alias, Lease = Lease }));
        var status = await other.GetStatusAsync();
        Assert.Equal((0, 0, 0), (status.Live, status.RepairsQueued, status.AliasesQueued));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => other.BeginPurgeAsync(new ResourcePurge { Key = "a" }));
        Assert.False(await other.FailUploadAsync(new UploadFailure { VersionId = id, Epoch = 2, Reason = "no" }));
    }

    [Fact]
    public async Task Instances_InOneDatabase_MayUseTheSameKeysAndOneLedgerId()
    {
        await UploadAsync("a", with => with with { IdempotencyKey = "once", PublishAt = PublishAt.Key("fixed/a") });
        var other = Fixture.CreateLedger();
        var state = await other.OpenAsync(new LedgerOpening { Instance = "other", Stores = [At(Main, "other-main"), At(Backup, "other-backup")], NewLedgerId = Guid.Empty });
        var intent = Intent("a") with { IfExists = IfExists.Fail, IdempotencyKey = "once", PublishAt = PublishAt.Key("fixed/a") };

        Assert.Equal(LedgerId, state.LedgerId);
        Assert.Null((await other.BeginUploadAsync(intent)).Existing);
        Assert.Equal(intent.VersionId, (await other.CommitUploadAsync(Commit(intent.VersionId))).VersionId);
    }

    [Fact]
    public async Task TwoObjects_OfOneInstance_ShareTheirRows()
    {
        var id = await UploadAsync("a");
        var second = await Fixture.CreateLedgerAsync(Instance, Main, Backup);

        Assert.Equal(id, (await second.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
    }

    [Fact]
    public async Task AnyCall_WithACancelledToken_IsCancelledAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.BeginUploadAsync(Intent("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ListAsync(Ledger.ListAsync(new ResourceQuery(), cancelled)));

        Assert.Equal(0, (await Ledger.GetStatusAsync()).Pending);
    }

    private static StoreRegistration At(StoreRegistration store, string bucket) => store with { Place = store.Place with { Bucket = bucket } };

    private async Task<LedgerState> OpenAsync(string instance, params StoreRegistration[] stores) =>
        await Fixture.CreateLedger().OpenAsync(new LedgerOpening { Instance = instance, Stores = stores, NewLedgerId = LedgerId });
}
