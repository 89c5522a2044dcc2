using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>CommitUploadAsync: the edge to Live and what goes with it.</summary>
public abstract class LedgerCommitConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Commit_PendingVersion_MakesItLiveWithStoredReplicas()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(5));
        var resource = await Ledger.CommitUploadAsync(Commit(id));

        Assert.Equal(("a", id, 1000L, new string('a', 64)), (resource.Key, resource.VersionId, resource.Length, resource.Sha256));
        Assert.Null(resource.DeletedAt);
        var version = await VersionAsync(id);
        Assert.Equal(VersionState.Live, version.State);
        Assert.Equal(VersionEnd.None, version.End);
        Assert.Null(version.EndedAt);
        Assert.Equal(TimeSpan.FromSeconds(5), resource.CreatedAt - version.BegunAt);
        Assert.Equal(resource.CreatedAt, version.CreatedAt);
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed], version.History.Select(static entry => entry.Event));
        Assert.Equal(
            [("main", ReplicaState.Stored, 2L, "etag-main", "pv-main"), ("backup", ReplicaState.Stored, 2L, "etag-backup", "pv-backup")],
            version.Replicas.Select(static replica => (replica.Store, replica.State, replica.Epoch, replica.ETag!, replica.ProviderVersionId!)));
        Assert.Empty(await WorkAsync());
        Assert.Equal(2, (await SnapshotAsync(id)).Epoch);
    }

    [Fact]
    public async Task Commit_AfterTheLeaseEndedWithoutFencing_Succeeds()
    {
        var id = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease * 10);

        Assert.Equal(id, (await Ledger.CommitUploadAsync(Commit(id))).VersionId);
    }

    [Fact]
    public async Task Commit_Repeated_AnswersTheSameResource()
    {
        var id = await BeginAsync("a");
        var first = await Ledger.CommitUploadAsync(Commit(id));
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        var second = await Ledger.CommitUploadAsync(Commit(id));

        Assert.Equal((first.VersionId, first.CreatedAt, first.Sha256), (second.VersionId, second.CreatedAt, second.Sha256));
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed], await EventsAsync(id));
        Assert.Equal(2, (await SnapshotAsync(id)).Epoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Commit_WithAnotherEpoch_IsAConflict(long epoch)
    {
        var id = await BeginAsync("a");
        await AssertConflictAsync(Commit(id, epoch));
        Assert.Equal(VersionState.Pending, await StateAsync(id));

        await Ledger.CommitUploadAsync(Commit(id));
        await AssertConflictAsync(Commit(id, epoch));
    }

    [Fact]
    public async Task Commit_FencedFailedSupersededOrUnknownVersion_IsAConflict()
    {
        var fenced = await BeginAsync("a");
        await Fixture.AdvanceAsync(Lease);
        await Ledger.SweepAsync(new LedgerSweep());
        await AssertConflictAsync(Commit(fenced));
        await AssertConflictAsync(Commit(fenced, 2));
        var superseded = await UploadAsync("a");
        await UploadAsync("a");
        await AssertConflictAsync(Commit(superseded));
        await AssertConflictAsync(Commit(NewId()));

        Assert.Equal(VersionState.Failed, await StateAsync(fenced));
    }

    [Fact]
    public async Task Commit_FailWithAVersionThatBecameLive_IsRefusedAndChangesNothing()
    {
        var loser = await BeginAsync("a", with => with with { IfExists = IfExists.Fail });
        var winner = await UploadAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Ledger.CommitUploadAsync(Commit(loser)));

        Assert.Equal(winner, error.LiveVersion);
        Assert.Equal((VersionState.Pending, VersionState.Live), (await StateAsync(loser), await StateAsync(winner)));
        Assert.Equal(ReplicaState.Planned, await ReplicaStateAsync(loser));
        Assert.True(await Ledger.FailUploadAsync(new UploadFailure { VersionId = loser, Epoch = 1, Reason = "late" }));
    }

    [Fact]
    public async Task Commit_IfVersionWasReplaced_IsRefusedWithTheLiveVersion()
    {
        var first = await UploadAsync("a");
        var loser = await BeginAsync("a", with => with with { IfVersion = first });
        var winner = await UploadAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Ledger.CommitUploadAsync(Commit(loser)));

        Assert.Equal(winner, error.LiveVersion);
        Assert.Equal(VersionState.Live, await StateAsync(winner));
    }

    [Fact]
    public async Task Commit_IfVersionWasDeleted_IsRefused()
    {
        var first = await UploadAsync("a");
        var loser = await BeginAsync("a", with => with with { IfVersion = first });
        await DeleteAsync("a");
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Ledger.CommitUploadAsync(Commit(loser)));

        Assert.Null(error.LiveVersion);
        Assert.Null(await Ledger.FindAsync(new ResourceLookup { Key = "a" }));
    }

    [Fact]
    public async Task Commit_IfVersionIsStillLive_SupersedesIt()
    {
        var first = await UploadAsync("a");
        var second = await UploadAsync("a", with => with with { IfVersion = first });

        Assert.Equal((VersionState.Deleted, VersionState.Live), (await StateAsync(first), await StateAsync(second)));
    }

    [Fact]
    public async Task Commit_Replace_EndsTheVersionBeforeWithItsRemovals()
    {
        var first = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var second = await UploadAsync("a", commit: commit => commit with { SupersededRemovalDelay = TimeSpan.FromHours(3) });

        var old = await VersionAsync(first);
        Assert.Equal((VersionState.Deleted, VersionEnd.Superseded), (old.State, old.End));
        Assert.Equal((await VersionAsync(second)).CreatedAt, old.EndedAt);
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed, HistoryEvent.Superseded], old.History.Select(static entry => entry.Event));
        var work = await WorkAsync();
        Assert.Equal(2, work.Count);
        Assert.All(work, item => Assert.Equal((WorkKind.Remove, first, TimeSpan.FromHours(3)), (item.Kind, item.VersionId!.Value, item.DueAt - old.EndedAt!.Value)));
        Assert.All(work, static item => Assert.Equal(VersionEnd.Superseded, item.VersionEnd));
        Assert.Equal(second, (await Ledger.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
        Assert.Equal(3, (await SnapshotAsync(first)).Epoch);
    }

    [Fact]
    public async Task Commit_Replace_DeletesPendingRepairsOfTheVersionBeforeButNotLeasedOnes()
    {
        var first = await UploadAsync("a");
        await LoseAsync(first, "main");
        await LoseAsync(first, "backup");
        await ClaimOneAsync(WorkKind.Repair, "backup");
        await UploadAsync("a");

        Assert.False(await HasWorkAsync(first, WorkKind.Repair, "main"));
        Assert.True(await HasWorkAsync(first, WorkKind.Repair, "backup"));
        Assert.True(await HasWorkAsync(first, WorkKind.Remove, "main"));
        Assert.True(await HasWorkAsync(first, WorkKind.Remove, "backup"));
    }

    [Fact]
    public async Task Commit_WithoutACopyInAnActiveStore_IsAConflictAndChangesNothing()
    {
        var live = await UploadAsync("a");
        var id = await BeginAsync("a");
        await AssertConflictAsync(Commit(id, 1, "main"));

        Assert.Equal((VersionState.Pending, VersionState.Live), (await StateAsync(id), await StateAsync(live)));
        Assert.Equal(ReplicaState.Planned, await ReplicaStateAsync(id));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Commit_CopyInAStoreWithoutAReplica_IsAConflict()
    {
        var id = await BeginAsync("a");

        await AssertConflictAsync(Commit(id, 1, "main", "backup", "unknown"));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("main", "backup")]
    public async Task Commit_StoreThatIsNoLongerActive_IsSkippedAndItsPlannedReplicaRemoved(params string[] stored)
    {
        var id = await BeginAsync("a");
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Draining);
        var resource = await Ledger.CommitUploadAsync(Commit(id, 1, stored));

        Assert.Equal((ReplicaState.Stored, ReplicaState.Planned), (await ReplicaStateAsync(id), await ReplicaStateAsync(id, "backup")));
        var work = Assert.Single(await WorkAsync());
        Assert.Equal((WorkKind.Remove, "backup", resource.CreatedAt), (work.Kind, work.Store, work.DueAt));
    }

    [Fact]
    public async Task Commit_StoreThatBecameActiveSince_GetsAPlannedReplicaAndARepair()
    {
        await Fixture.CreateLedgerAsync(Instance, Main, Backup, Third);
        var id = await BeginAsync("a");
        await Fixture.SetStoreStateAsync(Instance, "third", StoreState.Active);
        await Ledger.CommitUploadAsync(Commit(id));

        var replica = await ReplicaAsync(id, "third");
        Assert.Equal((ReplicaState.Planned, 1L), (replica.State, replica.Epoch));
        Assert.StartsWith("a.", replica.ObjectKey, StringComparison.Ordinal);
        Assert.True(await HasWorkAsync(id, WorkKind.Repair, "third"));
        Assert.Equal(ReplicaState.Missing, (await ClaimOneAsync(WorkKind.Repair, "third")).PreviousState);
    }

    [Fact]
    public async Task Commit_UnknownOutcome_IsRememberedUntilTheRemoval()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Replicas = [Copy("main", hadUnknownOutcome: true), Copy("backup")] });
        await DeleteAsync("a");

        Assert.True((await ClaimOneAsync(WorkKind.Remove, "main")).MayHaveLateWrites);
        Assert.False((await ClaimOneAsync(WorkKind.Remove, "backup")).MayHaveLateWrites);
    }

    [Fact]
    public async Task Commit_PublishAtKey_GivesTheResourceAnAliasWithWorkDueNow()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });

        var resource = (await SnapshotAsync(id)).Resource;
        Assert.Equal("fixed/a", resource.PublishedAt);
        var work = Assert.Single(await WorkAsync());
        Assert.Equal((WorkKind.Alias, "a", "fixed/a", "main", resource.CreatedAt), (work.Kind, work.ResourceKey, work.ObjectKey, work.Store, work.DueAt));
        Assert.Null(work.VersionId);
    }

    [Fact]
    public async Task Commit_WithoutPublishAt_LeavesTheAliasAndQueuesItsWork()
    {
        var first = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        Assert.Empty(await WorkAsync(WorkKind.Alias));
        var second = await UploadAsync("a");

        Assert.Equal("fixed/a", (await SnapshotAsync(second)).Resource.PublishedAt);
        Assert.Equal("fixed/a", (await SnapshotAsync(first)).Resource.PublishedAt);
        Assert.Equal(second, (await ClaimOneAsync(WorkKind.Alias)).VersionId);
    }

    [Fact]
    public async Task Commit_AnotherPublishAt_MovesTheAliasAndTheFormerOneIsToBeGone()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/old") });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/new") });

        Assert.Equal("fixed/new", (await SnapshotAsync(id)).Resource.PublishedAt);
        var work = await ClaimAsync(WorkKind.Alias);
        Assert.Equal([("fixed/new", id), ("fixed/old", null)], work.OrderBy(static item => item.ObjectKey, StringComparer.Ordinal).Select(static item => (item.ObjectKey, item.VersionId)));
    }

    [Fact]
    public async Task Commit_PublishAtNone_EndsTheAlias()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.None });

        Assert.Null((await SnapshotAsync(id)).Resource.PublishedAt);
        var work = await ClaimOneAsync(WorkKind.Alias);
        Assert.Equal(("fixed/a", null, null), (work.ObjectKey, work.VersionId, work.Snapshot));
        await CompleteAsync(Done(work));
        Assert.Empty(await WorkAsync(WorkKind.Alias));
        Assert.DoesNotContain(await ListAsync(Ledger.ScanAsync(new StoreScan("main"))), static item => item.Kind == LedgerObjectKind.Alias);
    }

    [Fact]
    public async Task Commit_AliasTakenByAnotherSinceTheIntent_IsRefusedAndChangesNothing()
    {
        var loser = await BeginAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/x") });
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/x") });
        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Ledger.CommitUploadAsync(Commit(loser)));

        Assert.Contains("fixed/x", error.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.Pending, await StateAsync(loser));
    }

    [Fact]
    public async Task Commit_AliasThatEndedButIsNotGone_MayBeTakenByAnother()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/x") });
        await UploadAsync("a", with => with with { PublishAt = PublishAt.None });
        var id = await UploadAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/x") });

        var work = await ClaimOneAsync(WorkKind.Alias);
        Assert.Equal(("b", id, "fixed/x"), (work.ResourceKey, work.VersionId, work.ObjectKey));
    }

    private async Task AssertConflictAsync(UploadCommit commit) =>
        Assert.Equal(LedgerErrorKind.Conflict, (await Assert.ThrowsAsync<LedgerException>(() => Ledger.CommitUploadAsync(commit))).Kind);
}
