using ResilientStorage.Ledger;
using ResilientStorage.Stores;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>CompleteAsync for removals and repairs: results, late writes, dead letters.</summary>
public abstract class LedgerCompleteConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Complete_RemovalDone_IsRemovedAndTheLastOnePurgesTheVersion()
    {
        var id = await DeletedAsync();
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)));
        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Removed, 4L), (replica.State, replica.Epoch));
        Assert.Equal(VersionState.Deleted, await StateAsync(id));
        Assert.Equal(["backup"], (await WorkAsync()).Select(static work => work.Store));
        var ended = (await VersionAsync(id)).EndedAt;
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove, "backup")));

        var version = await VersionAsync(id);
        Assert.Equal((VersionState.Purged, VersionEnd.Deleted, ended), (version.State, version.End, version.EndedAt));
        Assert.Equal(
            [(HistoryEvent.ReplicaRemoved, "main"), (HistoryEvent.ReplicaRemoved, "backup"), (HistoryEvent.Purged, null)],
            version.History.TakeLast(3).Select(static entry => (entry.Event, entry.Store)));
        Assert.Empty(await WorkAsync());
        Assert.Equal(4, (await SnapshotAsync(id)).Epoch);
    }

    [Fact]
    public async Task Complete_RemovalDoneBeforeLateWritesLanded_RunsOnceMore()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Replicas = [Copy("main", hadUnknownOutcome: true), Copy("backup")] });
        var written = (await SnapshotAsync(id)).Resource.CreatedAt;
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(20));
        await DeleteAsync("a");
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Remove), TimeSpan.Zero));
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)));

        var work = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal((Grace, 0, false), (work.DueAt - written, work.Attempts, work.IsDead));
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        Assert.DoesNotContain(HistoryEvent.ReplicaRemoved, await EventsAsync(id));
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(40) - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(await ClaimAsync(WorkKind.Remove), static item => item.Store == "main");
        await Fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var again = await ClaimOneAsync(WorkKind.Remove);
        Assert.True(again.MayHaveLateWrites);
        await CompleteAsync(Done(again));
        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_RemovalThatBeganBeforeLateWritesLanded_RunsOnceMore()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Replicas = [Copy("main", hadUnknownOutcome: true), Copy("backup")] });
        await DeleteAsync("a");
        await Fixture.AdvanceAsync(Grace - TimeSpan.FromMilliseconds(1));
        var early = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        await CompleteAsync(Done(early));

        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)));
        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_RemovalDoneAfterLateWritesLanded_IsFinal()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Replicas = [Copy("main", hadUnknownOutcome: true), Copy("backup")] });
        await Fixture.AdvanceAsync(Grace);
        await DeleteAsync("a");
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)));

        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_RemovalRetry_CountsAndWaits()
    {
        var id = await DeletedAsync();
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(7));
        var first = await ClaimOneAsync(WorkKind.Remove);
        await CompleteAsync(Retry(first, TimeSpan.FromSeconds(30), "timeout"));

        var work = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal((1, false, "timeout", TimeSpan.FromSeconds(30)), (work.Attempts, work.IsDead, work.Reason, work.DueAt - work.FailedAt));
        Assert.Equal(TimeSpan.FromSeconds(7), work.FailedAt - (await VersionAsync(id)).EndedAt);
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        Assert.DoesNotContain(await ClaimAsync(WorkKind.Remove), static item => item.Store == "main");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(30));
        var second = await ClaimOneAsync(WorkKind.Remove);
        Assert.Equal((1, first.Epoch + 1), (second.Attempts, second.Epoch));
        await CompleteAsync(Retry(second, TimeSpan.Zero, "dark") with { Counted = false });
        Assert.Equal((1, "dark"), ((await WorkOfAsync(id, WorkKind.Remove)).Attempts, (await WorkOfAsync(id, WorkKind.Remove)).Reason));
    }

    [Fact]
    public async Task Complete_RemovalDead_WaitsForAPerson()
    {
        var id = await DeletedAsync();
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove), "denied"));

        var work = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal((true, 1, "denied"), (work.IsDead, work.Attempts, work.Reason));
        Assert.NotNull(work.FailedAt);
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        var last = (await VersionAsync(id)).History[^1];
        Assert.Equal((HistoryEvent.DeadLettered, "main", "denied"), (last.Event, last.Store, last.Reason));
    }

    [Fact]
    public async Task Complete_ResultOfAnEarlierClaim_IsIgnored()
    {
        var id = await DeletedAsync();
        var first = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease);
        var second = await ClaimOneAsync(WorkKind.Remove);
        await CompleteAsync(Done(first), Dead(first));
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        Assert.False((await WorkOfAsync(id, WorkKind.Remove)).IsDead);
        await CompleteAsync(Done(second));

        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_AfterTheLeaseEndedButNobodyTookOver_Counts()
    {
        var id = await DeletedAsync();
        var work = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease * 5);
        await CompleteAsync(Done(work));

        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_TwiceOrUnknown_IsIgnored()
    {
        var id = await DeletedAsync();
        var work = await ClaimOneAsync(WorkKind.Remove);
        await CompleteAsync(Retry(work, TimeSpan.FromHours(1)), Retry(work, TimeSpan.FromHours(2)), Done(work) with { WorkId = 999_999 });
        await CompleteAsync(Done(work));

        var record = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal((1, TimeSpan.FromHours(1)), (record.Attempts, record.DueAt - record.FailedAt));
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_RepairDone_IsStoredWithTheNewTag()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Repair)));

        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Stored, 5L, "mended", "pv-mended", "seen Missing"), (replica.State, replica.Epoch, replica.ETag, replica.ProviderVersionId, replica.Reason));
        var last = (await VersionAsync(id)).History[^1];
        Assert.Equal((HistoryEvent.ReplicaRepaired, "main"), (last.Event, last.Store));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Complete_RepairDoneOfAVersionThatWasDeleted_IsStoredAndLeftToItsRemoval()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var repair = await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a");
        await CompleteAsync(Done(repair));

        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Stored, "mended"), (replica.State, replica.ETag));
        Assert.Equal(HistoryEvent.ReplicaRepaired, (await EventsAsync(id))[^1]);
        Assert.False(await HasWorkAsync(id, WorkKind.Repair));
        Assert.Equal(2, (await ClaimAsync(WorkKind.Remove)).Count);
    }

    [Theory]
    [InlineData(ReplicaFindingKind.Missing, null, ReplicaState.Missing)]
    [InlineData(ReplicaFindingKind.Corrupt, null, ReplicaState.Corrupt)]
    [InlineData(ReplicaFindingKind.Missing, ReplicaState.Corrupt, ReplicaState.Corrupt)]
    [InlineData(ReplicaFindingKind.Corrupt, ReplicaState.Missing, ReplicaState.Missing)]
    public async Task Complete_RepairRetry_BecomesWhatWasFoundOrWhatItWas(ReplicaFindingKind kind, ReplicaState? found, ReplicaState expected)
    {
        var id = await UploadAsync("a");
        await ReportAsync(id, "main", kind, 2);
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Repair), TimeSpan.FromMinutes(1), "no source") with { Found = found });

        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((expected, "no source"), (replica.State, replica.Reason));
        var work = await WorkOfAsync(id, WorkKind.Repair);
        Assert.Equal((1, "no source", TimeSpan.FromMinutes(1)), (work.Attempts, work.Reason, work.DueAt - work.FailedAt));
        Assert.Empty(await ClaimAsync(WorkKind.Repair));
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((expected, 1), ((await ClaimOneAsync(WorkKind.Repair)).PreviousState, (await WorkOfAsync(id, WorkKind.Repair)).Attempts));
    }

    [Fact]
    public async Task Complete_RepairDead_IsTakenAsRetry()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Repair)));

        Assert.False((await WorkOfAsync(id, WorkKind.Repair)).IsDead);
        Assert.Equal(ReplicaState.Missing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_RepairRetryOfAVersionThatWasDeleted_DeletesTheWork()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var repair = await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a", TimeSpan.FromDays(1));
        await CompleteAsync(Retry(repair, TimeSpan.Zero));

        Assert.False(await HasWorkAsync(id, WorkKind.Repair));
        Assert.Equal(ReplicaState.Missing, await ReplicaStateAsync(id));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Complete_RepairWithUnknownOutcome_IsRememberedUntilTheRemoval(bool inResult, bool inStored)
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var stored = new StoredObject { Length = 1000, ETag = "x", HadUnknownOutcome = inStored };
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Repair)) with { HadUnknownOutcome = inResult, Stored = stored });
        await DeleteAsync("a");
        var removal = await ClaimOneAsync(WorkKind.Remove);
        await CompleteAsync(Done(removal));

        Assert.True(removal.MayHaveLateWrites);
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_FailedRepairWithUnknownOutcome_IsRememberedToo()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Repair), TimeSpan.Zero) with { HadUnknownOutcome = true });
        await DeleteAsync("a");

        Assert.True((await ClaimOneAsync(WorkKind.Remove)).MayHaveLateWrites);
    }

    [Fact]
    public async Task Complete_RepairThatFoundAnImpossibleState_IsAnArgumentErrorAndChangesNothing()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await LoseAsync(id, "backup");
        var good = await ClaimOneAsync(WorkKind.Repair);
        var bad = await ClaimOneAsync(WorkKind.Repair, "backup");

        await Assert.ThrowsAsync<ArgumentException>(() => CompleteAsync(Done(good), Retry(bad, TimeSpan.Zero) with { Found = ReplicaState.Removed }));
        Assert.Equal(ReplicaState.Repairing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Complete_FailedUploadRemoved_IsPurged()
    {
        var id = await BeginAsync("a");
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = id, Epoch = 1, Reason = "no" });
        await RemoveAllAsync();

        var version = await VersionAsync(id);
        Assert.Equal((VersionState.Purged, VersionEnd.UploadFailed), (version.State, version.End));
    }

    private async Task<VersionId> DeletedAsync()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        return id;
    }
}
