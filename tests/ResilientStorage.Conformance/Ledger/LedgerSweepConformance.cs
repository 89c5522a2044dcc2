using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>SweepAsync, ScanAsync, GetStatusAsync.</summary>
public abstract class LedgerSweepConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Sweep_NothingToDo_ReportsNothing()
    {
        await UploadAsync("a");
        await BeginAsync("b");
        await UploadAsync("c");
        await DeleteAsync("c");
        var report = await SweepAsync();

        Assert.Empty(report.Fenced);
        Assert.Equal((0, 0, false), (report.RemovalsQueued, report.RepairsQueued, report.HasMore));
    }

    [Fact]
    public async Task Sweep_ExpiredUploads_AreFencedInOrderOfTheirIdsBatchByBatch()
    {
        var ids = new List<VersionId>();
        foreach (var key in new[] { "c", "a", "b" })
        {
            ids.Add(await BeginAsync(key));
        }

        await Fixture.AdvanceAsync(Lease);
        var first = await SweepAsync(2);
        Assert.Equal(ids[..2], first.Fenced);
        Assert.Equal((0, true), (first.RemovalsQueued, first.HasMore));
        var second = await SweepAsync(2);
        Assert.Equal(ids[2..], second.Fenced);
        Assert.False(second.HasMore);

        Assert.Equal(VersionEnd.LeaseExpired, (await VersionAsync(ids[0])).End);
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Fenced], await EventsAsync(ids[0]));
        Assert.Equal(6, (await ClaimAsync(WorkKind.Remove)).Count);
    }

    [Fact]
    public async Task Sweep_LostCopies_AreRepairedBatchByBatch()
    {
        for (var i = 0; i < 3; i++)
        {
            var id = await UploadAsync($"k{i}");
            await LoseAsync(id, "main", queueRepair: false);
            await LoseAsync(id, "backup", queueRepair: false);
        }

        var first = await SweepAsync(2);
        Assert.Equal((4, true), (first.RepairsQueued, first.HasMore));
        Assert.Equal(["k0", "k0", "k1", "k1"], (await WorkAsync(WorkKind.Repair)).Select(static work => work.ResourceKey).Order());
        var second = await SweepAsync(2);
        Assert.Equal((2, false), (second.RepairsQueued, second.HasMore));
        Assert.Equal(6, (await ClaimAsync(WorkKind.Repair)).Count);
    }

    [Fact]
    public async Task Sweep_StoreThatBecameActive_GetsPlannedReplicasAndRepairs()
    {
        var id = await UploadAsync("a");
        await Fixture.CreateLedgerAsync(Instance, Main, Backup, Third);
        Assert.Equal(0, (await SweepAsync()).RepairsQueued);
        await Fixture.SetStoreStateAsync(Instance, "third", StoreState.Active);
        Assert.Equal(1, (await SweepAsync()).RepairsQueued);
        Assert.Equal(0, (await SweepAsync()).RepairsQueued);

        var replica = await ReplicaAsync(id, "third");
        Assert.Equal((ReplicaState.Planned, 1L), (replica.State, replica.Epoch));
        var work = await ClaimOneAsync(WorkKind.Repair, "third");
        Assert.Equal(ReplicaState.Missing, work.PreviousState);
        await CompleteAsync(Retry(work, TimeSpan.Zero));
        Assert.Equal(ReplicaState.Missing, await ReplicaStateAsync(id, "third"));
    }

    [Fact]
    public async Task Sweep_CopyInAStoreThatIsNotActive_IsNotRepaired()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "backup", queueRepair: false);
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Lost);

        Assert.Equal(0, (await SweepAsync()).RepairsQueued);
    }

    [Fact]
    public async Task Sweep_CopyUnderARepair_IsQueuedOnlyWhenItHasNoWork()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await ClaimOneAsync(WorkKind.Repair);
        Assert.Equal(0, (await SweepAsync()).RepairsQueued);
        await Fixture.AdvanceAsync(Lease);
        Assert.Equal(0, (await SweepAsync()).RepairsQueued);

        Assert.Equal("main", (await ClaimOneAsync(WorkKind.Repair)).Store);
    }

    [Fact]
    public async Task Sweep_StoreWhoseRepairsAreStopped_GetsItsWorkAllTheSame()
    {
        var id = await UploadAsync("a");
        await ReportAsync(id, "main", ReplicaFindingKind.Missing, 2, static finding => finding with { StormFloor = 0, QueueRepair = false });

        Assert.Equal(1, (await SweepAsync()).RepairsQueued);
        Assert.Empty(await ClaimAsync(WorkKind.Repair));
    }

    [Fact]
    public async Task Sweep_DeadLetters_AreLeftAlone()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)));

        Assert.Equal(0, (await SweepAsync()).RemovalsQueued);
        Assert.Single(await WorkAsync(with: static query => query with { Dead = true }));
    }

    [Fact]
    public async Task Scan_ListsAllThatMayLieInTheStoreInByteOrder()
    {
        string[] keys = ["\U0001f600", "\uff5e", "b", "a"];
        foreach (var key in keys)
        {
            await UploadAsync(key);
        }

        var pending = await BeginAsync("c");
        await UploadAsync("gone");
        await DeleteAsync("gone");
        await RemoveAllAsync();
        var deleted = await UploadAsync("d", with => with with { PublishAt = PublishAt.Key("alias/d") });
        await DeleteAsync("d", TimeSpan.FromDays(1));
        var objects = await ListAsync(Ledger.ScanAsync(new StoreScan("main")));

        Assert.Equal(["a", "alias/d", "b", "c", "d", "\uff5e", "\U0001f600"], objects.Select(static item => item.Kind == LedgerObjectKind.Alias ? item.ObjectKey : item.ResourceKey));
        Assert.Equal(
            (LedgerObjectKind.Replica, pending, VersionState.Pending, ReplicaState.Planned, 1L, null),
            (objects[3].Kind, objects[3].VersionId!.Value, objects[3].VersionState!.Value, objects[3].ReplicaState!.Value, objects[3].ReplicaEpoch, objects[3].Length));
        Assert.Equal(
            (deleted, VersionState.Deleted, ReplicaState.Stored, 2L, 1000L),
            (objects[4].VersionId!.Value, objects[4].VersionState!.Value, objects[4].ReplicaState!.Value, objects[4].ReplicaEpoch, objects[4].Length!.Value));
        Assert.Equal(
            (LedgerObjectKind.Alias, "d", null, null, null, 0L, null),
            (objects[1].Kind, objects[1].ResourceKey, objects[1].VersionId, objects[1].VersionState, objects[1].ReplicaState, objects[1].ReplicaEpoch, objects[1].Length));
        Assert.Equal((await SnapshotAsync(deleted)).Resource.ObjectKey, objects[4].ObjectKey);
    }

    [Fact]
    public async Task Scan_Alias_IsInTheMainStoreOnlyAndShowsItsVersion()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });

        Assert.Equal((id, 1000L), (await ListAsync(Ledger.ScanAsync(new StoreScan("main")))).Where(static item => item.Kind == LedgerObjectKind.Alias).Select(static item => (item.VersionId!.Value, item.Length!.Value)).Single());
        Assert.Equal([LedgerObjectKind.Replica], (await ListAsync(Ledger.ScanAsync(new StoreScan("backup")))).Select(static item => item.Kind));
    }

    [Fact]
    public async Task Scan_StartAfterAndUnknownStore()
    {
        for (var i = 0; i < 3; i++)
        {
            await UploadAsync($"k{i}");
        }

        var all = await ListAsync(Ledger.ScanAsync(new StoreScan("backup")));
        Assert.Equal(all.Skip(1), await ListAsync(Ledger.ScanAsync(new StoreScan("backup", all[0].ObjectKey))));
        Assert.Empty(await ListAsync(Ledger.ScanAsync(new StoreScan("backup", all[^1].ObjectKey))));
        Assert.Empty(await ListAsync(Ledger.ScanAsync(new StoreScan("none"))));
    }

    [Fact]
    public async Task Scan_MoreThanOnePage_IsWholeAndInOrder()
    {
        for (var i = 0; i < 1003; i++)
        {
            await BeginAsync($"k{i:D4}");
        }

        Assert.Equal(Enumerable.Range(0, 1003).Select(static i => $"k{i:D4}"), (await ListAsync(Ledger.ScanAsync(new StoreScan("main")))).Select(static item => item.ResourceKey));
    }

    [Fact]
    public async Task CountObjects_IsWhatAScanWouldList()
    {
        foreach (var key in new[] { "a/1", "a/2", "a/b/3", "a", "a-", "b/1", "\uff5e/1", "\U0001f600/1" })
        {
            await UploadAsync(key);
        }

        await UploadAsync("c", with => with with { PublishAt = PublishAt.Key("a/fixed") });
        await DeleteAsync("a/1", TimeSpan.FromDays(1));
        await UploadAsync("a/gone");
        await DeleteAsync("a/gone");
        await RemoveAllAsync();

        string[] prefixes = ["", "a/", "a/b/", "a", "b", "\uff5e", "\U0001f600/", "z", "A/"];
        foreach (var store in new[] { "main", "backup", "none" })
        {
            var listed = (await ListAsync(Ledger.ScanAsync(new StoreScan(store)))).ConvertAll(static item => item.ObjectKey);

            Assert.Equal(
                prefixes.Select(prefix => listed.LongCount(key => key.StartsWith(prefix, StringComparison.Ordinal))),
                await Ledger.CountObjectsAsync([.. prefixes.Select(prefix => new ObjectCount(store, prefix, 1_000))]));
        }

        Assert.Equal([10L, 4, 4, 3, 0], await Ledger.CountObjectsAsync([new ObjectCount("main", "", 1_000), new ObjectCount("main", "a/", 1_000), new ObjectCount("main", "a/", 4), new ObjectCount("main", "a/", 3), new ObjectCount("main", "a/", 0)]));
    }

    [Fact]
    public async Task CountObjects_OfNothing_IsNothing() => Assert.Empty(await Ledger.CountObjectsAsync([]));

    [Fact]
    public async Task Status_EmptyLedger_IsAllZero()
    {
        var status = await Ledger.GetStatusAsync();

        Assert.Equal((0, 0, 0, 0, 0), (status.Live, status.Pending, status.AwaitingRemoval, status.UnderReplicated, status.RemovalsDue));
        Assert.Equal((0, 0, 0, 0), (status.RepairsQueued, status.AliasesQueued, status.DeadLetters, status.QueueUnreachable));
        Assert.Null(status.OldestDueAt);
        Assert.Equal([("main", 0L, 0L, 0L, 0L), ("backup", 0L, 0L, 0L, 0L)], status.Stores.Select(static store => (store.Store.Name, store.Stored, store.StoredBytes, store.Missing, store.Corrupt)));
    }

    [Fact]
    public async Task Status_CountsEverything()
    {
        await UploadAsync("whole", with => with with { PublishAt = PublishAt.Key("fixed/x") });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        var lost = await UploadAsync("lost");
        await LoseAsync(lost, "main");
        await ReportAsync(lost, "backup", ReplicaFindingKind.Corrupt, 2, static finding => finding with { QueueRepair = false });
        await BeginAsync("pending");
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = await BeginAsync("failed"), Epoch = 1, Reason = "no" });
        var oldest = (await WorkAsync(WorkKind.Remove))[0].DueAt;
        await UploadAsync("later");
        await DeleteAsync("later", TimeSpan.FromDays(1));
        var dead = await UploadAsync("dead");
        await DeleteAsync("dead");
        await UploadAsync("gone", with => with with { PublishAt = PublishAt.Key("fixed/gone") });
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.QueueUnreachable, VersionIds = [dead], Reason = "down" });
        await CompleteAsync(Dead(Assert.Single(await ClaimAsync(WorkKind.Remove, claim => claim with { VersionIds = [dead], Stores = ["main"] }))));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await ClaimAsync(WorkKind.Remove);
        var status = await Ledger.GetStatusAsync();

        Assert.Equal((3, 1, 3, 1), (status.Live, status.Pending, status.AwaitingRemoval, status.UnderReplicated));
        Assert.Equal((3, 1, 1), (status.RemovalsDue, status.RepairsQueued, status.AliasesQueued));
        Assert.Equal((1, 2, oldest), (status.DeadLetters, status.QueueUnreachable, status.OldestDueAt));
        Assert.Equal(
            [("main", 2L, 2000L, 1L, 0L), ("backup", 2L, 2000L, 0L, 1L)],
            status.Stores.Select(static store => (store.Store.Name, store.Stored, store.StoredBytes, store.Missing, store.Corrupt)));
    }

    [Fact]
    public async Task Status_Invalidations_AreCountedUntilTheyEnd()
    {
        var journal = Assert.IsAssignableFrom<IInvalidationJournal>(Ledger);
        await journal.AddAsync([new NewInvalidationIntent { Path = "/a" }, new NewInvalidationIntent { Path = "/b" }]);
        var token = await journal.TakeLeaseAsync("one", TimeSpan.FromMinutes(1));
        var intents = await journal.ListIntentsAsync(1);
        await journal.RecordAsync(new InvalidationRecord
        {
            LeaseToken = token!.Value,
            Settled = intents,
            Batches = [.. Enum.GetValues<InvalidationBatchState>().Append(InvalidationBatchState.Reported).Select(static state => new InvalidationBatch
            {
                Id = Guid.CreateVersion7(),
                DistributionId = "E1",
                CallerReference = $"r-{Guid.NewGuid()}",
                Paths = ["/a"],
                SinglePaths = 1,
                CreatedAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
                State = state,
            })],
        });

        var status = await Ledger.GetStatusAsync();

        Assert.Equal((2, 2), (status.InvalidationsWaiting, status.InvalidationsReported));
    }

    private Task<LedgerSweepReport> SweepAsync(int max = 500) => Ledger.SweepAsync(new LedgerSweep { MaxVersions = max });
}
