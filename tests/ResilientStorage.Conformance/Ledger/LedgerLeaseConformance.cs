using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>FailUploadAsync, fencing, RenewAsync.</summary>
public abstract class LedgerLeaseConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Fail_PendingVersion_FailsItWithRemovalsDueNow()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(await Ledger.FailUploadAsync(Failure(id)));

        var version = await VersionAsync(id);
        Assert.Equal((VersionState.Failed, VersionEnd.UploadFailed), (version.State, version.End));
        Assert.Equal(TimeSpan.FromSeconds(1), version.EndedAt - version.BegunAt);
        Assert.Null(version.CreatedAt);
        Assert.Null(version.Length);
        Assert.Null(version.Sha256);
        Assert.Equal([(HistoryEvent.Begun, null), (HistoryEvent.Failed, "store burnt")], version.History.Select(static entry => (entry.Event, entry.Reason)));
        var work = await WorkAsync(WorkKind.Remove);
        Assert.Equal(["backup", "main"], work.Select(static item => item.Store).Order());
        Assert.All(work, item => Assert.Equal((version.EndedAt, VersionEnd.UploadFailed), (item.DueAt, item.VersionEnd)));
        Assert.Equal(2, (await SnapshotAsync(id)).Epoch);
        Assert.Equal(ReplicaState.Planned, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Fail_AfterTheLeaseEndedWithoutFencing_Succeeds()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease * 2);

        Assert.True(await Ledger.FailUploadAsync(Failure(id)));
    }

    [Fact]
    public async Task Fail_AnotherEpochUnknownOrSettledVersion_IsFalseAndChangesNothing()
    {
        var id = await BeginAsync("a");
        Assert.False(await Ledger.FailUploadAsync(Failure(id) with { Epoch = 2 }));
        Assert.False(await Ledger.FailUploadAsync(Failure(NewId())));
        Assert.Equal(VersionState.Pending, await StateAsync(id));

        await Ledger.CommitUploadAsync(Commit(id));
        Assert.False(await Ledger.FailUploadAsync(Failure(id)));
        Assert.False(await Ledger.FailUploadAsync(Failure(id) with { Epoch = 2 }));

        Assert.Equal(VersionState.Live, await StateAsync(id));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Fail_Repeated_IsFalse()
    {
        var id = await BeginAsync("a");
        await Ledger.FailUploadAsync(Failure(id));

        Assert.False(await Ledger.FailUploadAsync(Failure(id)));
        Assert.False(await Ledger.FailUploadAsync(Failure(id) with { Epoch = 2 }));
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Failed], await EventsAsync(id));
    }

    [Fact]
    public async Task Fail_UnknownOutcomes_AreRemovedOnceMoreAfterTheGrace()
    {
        var id = await BeginAsync("a");
        await Ledger.FailUploadAsync(Failure(id) with { UnknownOutcomes = ["backup", "not a store"] });
        await RemoveAllAsync();

        Assert.Equal((ReplicaState.Removed, ReplicaState.Removing), (await ReplicaStateAsync(id), await ReplicaStateAsync(id, "backup")));
        Assert.Equal(Grace, (await WorkOfAsync(id, WorkKind.Remove, "backup")).DueAt - (await VersionAsync(id)).EndedAt);
    }

    [Fact]
    public async Task Fail_AReplace_LeavesTheLiveVersion()
    {
        var live = await UploadAsync("a");
        await Ledger.FailUploadAsync(Failure(await BeginAsync("a")));

        Assert.Equal(live, (await Ledger.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
    }

    [Fact]
    public async Task Fence_AllReplicas_AreRemovedOnceMoreAfterTheGrace()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease);
        await Ledger.SweepAsync(new LedgerSweep());
        var work = await ClaimAsync(WorkKind.Remove);
        Assert.All(work, static item => Assert.True(item.MayHaveLateWrites));
        await Ledger.CompleteAsync([.. work.Select(Done)]);

        var ended = (await VersionAsync(id)).EndedAt;
        Assert.All(await WorkAsync(), item => Assert.Equal(Grace, item.DueAt - ended));
        Assert.Equal(2, (await WorkAsync()).Count);
    }

    [Fact]
    public async Task Renew_Upload_CountsFromNowAndChangesNoEpoch()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.True(await RenewAsync(id, 1));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Empty((await Ledger.SweepAsync(new LedgerSweep())).Fenced);
        Assert.Equal(1, (await SnapshotAsync(id)).Epoch);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([id], (await Ledger.SweepAsync(new LedgerSweep())).Fenced);
    }

    [Fact]
    public async Task Renew_LeaseThatEndedWithoutFencing_IsTrue()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease * 2);

        Assert.True(await RenewAsync(id, 1));
        Assert.Empty((await Ledger.SweepAsync(new LedgerSweep())).Fenced);
    }

    [Fact]
    public async Task Renew_FencedCommittedUnknownOrOtherEpoch_IsFalse()
    {
        var fenced = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease);
        await Ledger.SweepAsync(new LedgerSweep());
        var committed = await UploadAsync("b");
        var pending = await BeginAsync("c");

        Assert.False(await RenewAsync(fenced, 1));
        Assert.False(await RenewAsync(fenced, 2));
        Assert.False(await RenewAsync(committed, 1));
        Assert.False(await RenewAsync(committed, 2));
        Assert.False(await RenewAsync(pending, 2));
        Assert.False(await RenewAsync(NewId(), 1));
    }

    [Fact]
    public async Task Renew_Removal_KeepsOthersAway()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.True(await RenewAsync(work));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));

        Assert.DoesNotContain(await ClaimAsync(WorkKind.Remove), static item => item.Store == "main");
    }

    [Fact]
    public async Task Renew_Repair_KeepsRemovalsOfTheReplicaAway()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var repair = await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.True(await RenewAsync(repair));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));

        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Remove)).Select(static item => item.Store));
    }

    [Fact]
    public async Task Renew_WorkThatWasClaimedAgain_IsFalseForTheFirst()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var first = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease);
        var second = await ClaimOneAsync(WorkKind.Remove);

        Assert.False(await RenewAsync(first));
        Assert.True(await RenewAsync(second));
    }

    [Fact]
    public async Task Renew_WorkThatEndedOrIsGone_IsFalse()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var done = await ClaimOneAsync(WorkKind.Remove, "main");
        var retried = await ClaimOneAsync(WorkKind.Remove, "backup");
        await CompleteAsync(Done(done), Retry(retried, TimeSpan.Zero));

        Assert.False(await RenewAsync(done));
        Assert.False(await RenewAsync(retried));
        Assert.Equal(retried.WorkId, (await ClaimOneAsync(WorkKind.Remove, "backup")).WorkId);
    }

    [Fact]
    public async Task Renew_NeitherOrBoth_IsAnArgumentError()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.RenewAsync(new LedgerLease { Epoch = 1, Duration = Lease }));
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.RenewAsync(new LedgerLease { Epoch = 1, Duration = Lease, WorkId = 1, VersionId = NewId() }));
    }

    private static UploadFailure Failure(VersionId id) => new() { VersionId = id, Epoch = 1, Reason = "store burnt" };

    private Task<bool> RenewAsync(VersionId id, long epoch) => Ledger.RenewAsync(new LedgerLease { VersionId = id, Epoch = epoch, Duration = Lease });

    private Task<bool> RenewAsync(LedgerWork work) => Ledger.RenewAsync(new LedgerLease { WorkId = work.WorkId, Epoch = work.Epoch, Duration = Lease });
}
