using ResilientStorage.Ledger;

namespace ResilientStorage.Conformance;

/// <summary>ReportAsync and the storm guard.</summary>
public abstract class LedgerReportConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(ReplicaFindingKind.Missing, ReplicaState.Missing, HistoryEvent.ReplicaMissing)]
    [InlineData(ReplicaFindingKind.Corrupt, ReplicaState.Corrupt, HistoryEvent.ReplicaCorrupt)]
    public async Task Report_StoredReplica_TakesTheStateAndQueuesItsRepair(ReplicaFindingKind kind, ReplicaState state, HistoryEvent what)
    {
        var id = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(2));
        var report = await ReportAsync(id, "main", kind, 2);

        Assert.Equal(1, report.Applied);
        Assert.Empty(report.RepairsStopped);
        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((state, 3L, $"seen {kind}"), (replica.State, replica.Epoch, replica.Reason));
        var last = (await VersionAsync(id)).History[^1];
        Assert.Equal((what, "main", $"seen {kind}"), (last.Event, last.Store, last.Reason));
        var work = Assert.Single(await WorkAsync());
        Assert.Equal((WorkKind.Repair, "main", id, last.At, VersionEnd.None), (work.Kind, work.Store, work.VersionId!.Value, work.DueAt, work.VersionEnd));
        Assert.Equal(ReplicaState.Stored, await ReplicaStateAsync(id, "backup"));
    }

    [Fact]
    public async Task Report_WithoutQueueRepair_LeavesTheRepairToTheSweep()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main", queueRepair: false);
        Assert.Empty(await WorkAsync());

        Assert.Equal(1, (await Ledger.SweepAsync(new LedgerSweep())).RepairsQueued);
        Assert.True(await HasWorkAsync(id, WorkKind.Repair));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Report_OnAnotherEpoch_IsIgnored(long epoch)
    {
        var id = await UploadAsync("a");

        Assert.Equal(0, (await ReportAsync(id, "main", ReplicaFindingKind.Missing, epoch)).Applied);
        Assert.Equal(ReplicaState.Stored, await ReplicaStateAsync(id));
        await ReportAsync(id, "main", ReplicaFindingKind.Unreadable, epoch);
        Assert.Null((await ReplicaAsync(id, "main")).Reason);
    }

    [Fact]
    public async Task Report_ReplicaThatIsNotStored_IsIgnored()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");

        Assert.Equal(0, (await ReportAsync(id, "main", ReplicaFindingKind.Corrupt, 3)).Applied);
        Assert.Equal(ReplicaState.Missing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Report_VersionThatIsNotLiveOrUnknown_IsIgnored()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a", TimeSpan.FromDays(1));

        Assert.Equal(0, (await ReportAsync(id, "main", ReplicaFindingKind.Missing, 2)).Applied);
        Assert.Equal(0, (await ReportAsync(id, "main", ReplicaFindingKind.Unreadable, 2)).Applied);
        Assert.Equal(0, (await ReportAsync(NewId(), "main", ReplicaFindingKind.Missing, 2)).Applied);
        Assert.Equal(0, (await ReportAsync(await UploadAsync("b"), "none", ReplicaFindingKind.Missing, 2)).Applied);
        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Stored, null), (replica.State, replica.Reason));
    }

    [Fact]
    public async Task Report_Unreadable_KeepsTheReasonOnly()
    {
        var id = await UploadAsync("a");
        var report = await ReportAsync(id, "main", ReplicaFindingKind.Unreadable, 2);

        Assert.Equal(0, report.Applied);
        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Stored, 2L, "seen Unreadable"), (replica.State, replica.Epoch, replica.Reason));
        Assert.Empty(await WorkAsync());
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed], await EventsAsync(id));
    }

    [Fact]
    public async Task Report_UnreadableOnAMissingReplica_KeepsTheReason()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await ReportAsync(id, "main", ReplicaFindingKind.Unreadable, 3);

        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Missing, "seen Unreadable"), (replica.State, replica.Reason));
    }

    [Fact]
    public async Task Report_SameFindingTwiceInOneCall_CountsOnce()
    {
        var id = await UploadAsync("a");
        var finding = Missing(id);

        Assert.Equal(1, (await Ledger.ReportAsync([finding, finding])).Applied);
        Assert.Equal(3, (await ReplicaAsync(id, "main")).Epoch);
    }

    [Fact]
    public async Task Report_MoreMissingThanTheFloor_StopsRepairsOfThatStoreOnce()
    {
        var ids = await UploadManyAsync(5);
        Assert.Empty((await Ledger.ReportAsync([Missing(ids[0]), Missing(ids[1])])).RepairsStopped);
        Assert.Equal(["main"], (await Ledger.ReportAsync([Missing(ids[2]), Missing(ids[3])])).RepairsStopped);
        Assert.Empty((await Ledger.ReportAsync([Missing(ids[4]), Missing(ids[4], "backup")])).RepairsStopped);

        var stores = (await Ledger.GetStatusAsync()).Stores;
        Assert.NotNull(stores[0].Store.RepairsStoppedAt);
        Assert.Null(stores[1].Store.RepairsStoppedAt);
        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Repair, static claim => claim with { MaxResources = 100 })).Select(static work => work.Store));
        Assert.Equal(6, (await WorkAsync(WorkKind.Repair)).Count);
    }

    [Fact]
    public async Task Report_CorruptOrIgnoredFindings_DoNotCount()
    {
        var ids = await UploadManyAsync(6);
        await Ledger.ReportAsync([.. ids[..3].Select(static id => Missing(id) with { Kind = ReplicaFindingKind.Corrupt })]);
        await Ledger.ReportAsync([.. ids[..3].Select(static id => Missing(id))]);
        await Ledger.ReportAsync([.. ids[..3].Select(static id => Missing(id) with { Kind = ReplicaFindingKind.Unreadable })]);

        Assert.Empty((await Ledger.ReportAsync([Missing(ids[3]), Missing(ids[4])])).RepairsStopped);
        Assert.Equal(["main"], (await Ledger.ReportAsync([Missing(ids[5])])).RepairsStopped);
    }

    [Fact]
    public async Task Report_AfterTheWindow_CountsAnew()
    {
        var ids = await UploadManyAsync(6);
        await Ledger.ReportAsync([Missing(ids[0]), Missing(ids[1])]);
        await Fixture.AdvanceAsync(Window);

        Assert.Empty((await Ledger.ReportAsync([Missing(ids[2]), Missing(ids[3])])).RepairsStopped);
        await Fixture.AdvanceAsync(Window - TimeSpan.FromSeconds(1));
        Assert.Equal(["main"], (await Ledger.ReportAsync([Missing(ids[4])])).RepairsStopped);
    }

    [Fact]
    public async Task Report_OnePercentOfTheStoredReplicas_IsAllowedAboveTheFloor()
    {
        var ids = await UploadManyAsync(301);
        var floorless = ids.Select(static id => Missing(id) with { StormFloor = 0 }).ToArray();

        Assert.Empty((await Ledger.ReportAsync(floorless[..3])).RepairsStopped);
        Assert.Equal(["main"], (await Ledger.ReportAsync([floorless[3]])).RepairsStopped);
    }

    [Fact]
    public async Task Report_OneReportBeyondThePercentage_CountsWhatWasStoredBeforeIt()
    {
        var ids = await UploadManyAsync(200);
        var floorless = ids.Select(static id => Missing(id) with { StormFloor = 0 }).ToArray();

        Assert.Empty((await Ledger.ReportAsync(floorless[..2])).RepairsStopped);
    }

    [Fact]
    public async Task AllowRepairs_AfterAStop_LetsRepairsGoOnAndCountsAnew()
    {
        var ids = await UploadManyAsync(6);
        await Ledger.ReportAsync([.. ids[..3].Select(static id => Missing(id))]);
        Assert.Empty(await ClaimAsync(WorkKind.Repair));
        var store = await Ledger.ChangeStoreAsync(new StoreChange { Store = "main", Kind = StoreChangeKind.AllowRepairs });

        Assert.Null(store.RepairsStoppedAt);
        Assert.Equal(3, (await ClaimAsync(WorkKind.Repair)).Count);
        Assert.Empty((await Ledger.ReportAsync([Missing(ids[3]), Missing(ids[4])])).RepairsStopped);
        Assert.Equal(["main"], (await Ledger.ReportAsync([Missing(ids[5])])).RepairsStopped);
    }

    private static ReplicaFinding Missing(VersionId id, string store = "main") => new()
    {
        VersionId = id,
        Store = store,
        ReplicaEpoch = 2,
        Kind = ReplicaFindingKind.Missing,
        Reason = "404",
        StormFloor = 2,
        StormWindow = Window,
    };

    private async Task<VersionId[]> UploadManyAsync(int count)
    {
        var ids = new VersionId[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = await UploadAsync($"k{i:D4}");
        }

        return ids;
    }
}
