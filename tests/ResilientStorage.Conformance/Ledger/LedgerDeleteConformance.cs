using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>DeleteAsync and RestoreAsync.</summary>
public abstract class LedgerDeleteConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Delete_LiveResource_EndsItWithRemovalsDueAfterTheDelay()
    {
        var id = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var result = await DeleteAsync("a", Week);

        Assert.Equal(("a", id, false), (result.Key, result.VersionId!.Value, result.RemovalIsDue));
        Assert.Null(result.Error);
        var version = await VersionAsync(id);
        Assert.Equal((VersionState.Deleted, VersionEnd.Deleted), (version.State, version.End));
        Assert.Equal(TimeSpan.FromSeconds(1), version.EndedAt - version.CreatedAt);
        Assert.Equal(Week, result.RemovalDueAt - version.EndedAt);
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed, HistoryEvent.Deleted], version.History.Select(static entry => entry.Event));
        var work = await WorkAsync();
        Assert.Equal(["backup", "main"], work.Select(static item => item.Store).Order());
        Assert.All(work, item => Assert.Equal((WorkKind.Remove, result.RemovalDueAt!.Value, VersionEnd.Deleted), (item.Kind, item.DueAt, item.VersionEnd)));
        Assert.Equal(3, (await SnapshotAsync(id)).Epoch);
        Assert.Equal(2, (await ReplicaAsync(id, "main")).Epoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Delete_NoDelay_IsDueNow(int seconds)
    {
        await UploadAsync("a");
        var result = await DeleteAsync("a", TimeSpan.FromSeconds(seconds));

        Assert.True(result.RemovalIsDue);
        Assert.Equal(2, (await ClaimAsync(WorkKind.Remove)).Count);
    }

    [Fact]
    public async Task Delete_PublicResource_TakesThePublicDelay()
    {
        await UploadAsync("public", with => with with { Access = ResourceAccess.PublicRead });
        await UploadAsync("private");
        var report = await Ledger.DeleteAsync(new ResourceDeletion { Keys = ["public", "private"], RemovalDelay = Week, PublicRemovalDelay = TimeSpan.Zero });

        Assert.Equal([true, false], report.Results.Select(static result => result.RemovalIsDue));
        Assert.Equal(Week, report.Results[1].RemovalDueAt - report.Results[0].RemovalDueAt);
    }

    [Fact]
    public async Task DeleteMany_AnswersEveryKeyInOrderAndMissingOnesWithTheirError()
    {
        await UploadAsync("b");
        await UploadAsync("a");
        await BeginAsync("pending");
        var report = await Ledger.DeleteAsync(new ResourceDeletion { Keys = ["b", "none", "a", "b", "pending"], RemovalDelay = Week, PublicRemovalDelay = Week });

        Assert.Equal(["b", "none", "a", "b", "pending"], report.Results.Select(static result => result.Key));
        Assert.Equal([false, true, false, true, true], report.Results.Select(static result => result.Error is ResourceNotFoundException));
        Assert.All(report.Results.Where(static result => result.Error is not null), static result => Assert.Equal((null, null, false), (result.VersionId, result.RemovalDueAt, result.RemovalIsDue)));
        Assert.Equal(2, report.DeletedCount);
    }

    [Fact]
    public async Task Delete_NoKeys_IsAnEmptyReport() =>
        Assert.Empty((await Ledger.DeleteAsync(new ResourceDeletion { Keys = [], RemovalDelay = Week, PublicRemovalDelay = Week })).Results);

    [Fact]
    public async Task Delete_IfVersion_DeletesThatVersionOnly()
    {
        var id = await UploadAsync("a");
        var deletion = new ResourceDeletion { Keys = ["a"], IfVersion = NewId(), RemovalDelay = Week, PublicRemovalDelay = Week };

        Assert.IsType<ResourceNotFoundException>((await Ledger.DeleteAsync(deletion)).Results[0].Error);
        Assert.Equal(VersionState.Live, await StateAsync(id));
        Assert.Equal(id, (await Ledger.DeleteAsync(deletion with { IfVersion = id })).Results[0].VersionId);
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.DeleteAsync(deletion with { Keys = ["a", "b"] }));
    }

    [Fact]
    public async Task Delete_Repairs_GoUnlessTheyAreUnderALease()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await LoseAsync(id, "backup");
        await ClaimOneAsync(WorkKind.Repair, "backup");
        await DeleteAsync("a", Week);

        Assert.Equal(["backup"], (await WorkAsync(WorkKind.Repair)).Select(static work => work.Store));
        Assert.Equal(2, (await WorkAsync(WorkKind.Remove)).Count);
    }

    [Fact]
    public async Task Delete_Alias_IsToBeGoneNow()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        await DeleteAsync("a", Week);
        var work = await ClaimOneAsync(WorkKind.Alias);

        Assert.Equal(("fixed/a", null, null), (work.ObjectKey, work.VersionId, work.Snapshot));
    }

    [Fact]
    public async Task Restore_DeletedResource_IsLiveAgainWithoutRemovals()
    {
        var id = await UploadAsync("a");
        var created = (await SnapshotAsync(id)).Resource.CreatedAt;
        await DeleteAsync("a", Week);
        await Fixture.AdvanceAsync(TimeSpan.FromDays(1));
        var resource = await RestoreAsync("a");

        Assert.Equal((id, created, null), (resource.VersionId, resource.CreatedAt, resource.DeletedAt));
        var version = await VersionAsync(id);
        Assert.Equal((VersionState.Live, VersionEnd.None, null), (version.State, version.End, version.EndedAt));
        Assert.Equal(HistoryEvent.Restored, version.History[^1].Event);
        Assert.Empty(await WorkAsync());
        Assert.Equal(4, (await SnapshotAsync(id)).Epoch);
        Assert.Equal(id, (await Ledger.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
    }

    [Fact]
    public async Task Restore_WithoutAVersion_TakesTheOneThatWasDeletedLast()
    {
        var first = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await DeleteAsync("a", Week);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var superseded = await UploadAsync("a");
        var second = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await DeleteAsync("a", Week);
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = await BeginAsync("a"), Epoch = 1, Reason = "no" });

        Assert.Equal(second, (await RestoreAsync("a")).VersionId);
        Assert.Equal((VersionState.Deleted, VersionState.Deleted), (await StateAsync(first), await StateAsync(superseded)));
    }

    [Fact]
    public async Task Restore_WithoutAVersionWhenTheLastIsPurged_IsNotFound()
    {
        await UploadAsync("a");
        await DeleteAsync("a", Week);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var last = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await DeleteAsync("a");
        await RemoveAllAsync();

        Assert.Equal(VersionState.Purged, await StateAsync(last));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("a"));
    }

    [Fact]
    public async Task Restore_OnlySupersededOrNeverCommitted_IsNotFoundWithoutAVersion()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("none"));
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = await BeginAsync("a"), Epoch = 1, Reason = "no" });
        await PurgeAsync("a");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("a"));
    }

    [Fact]
    public async Task Restore_NamedSupersededVersion_IsLiveAgain()
    {
        var first = await UploadAsync("a");
        await UploadAsync("a");
        await DeleteAsync("a", Week);

        Assert.Equal(first, (await RestoreAsync("a", first)).VersionId);
        Assert.Equal(VersionState.Live, await StateAsync(first));
    }

    [Fact]
    public async Task Restore_NamedVersionOfAnotherKeyPendingFailedOrUnknown_IsNotFound()
    {
        var other = await UploadAsync("other");
        await DeleteAsync("other", Week);
        await UploadAsync("a");
        await DeleteAsync("a", Week);
        var pending = await BeginAsync("a");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("a", other));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("a", pending));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => RestoreAsync("a", NewId()));
    }

    [Fact]
    public async Task Restore_WhileAVersionIsLive_IsRefusedWithIt()
    {
        var deleted = await UploadAsync("a");
        await DeleteAsync("a", Week);
        var live = await UploadAsync("a");

        Assert.Equal(live, (await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => RestoreAsync("a"))).LiveVersion);
        Assert.Equal(live, (await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => RestoreAsync("a", deleted))).LiveVersion);
        Assert.Equal(live, (await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => RestoreAsync("a", live))).LiveVersion);
    }

    [Fact]
    public async Task Restore_AfterARemovalWasClaimed_IsRefusedAndNamesTheStore()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await ClaimOneAsync(WorkKind.Remove, "backup");
        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => RestoreAsync("a"));

        Assert.Contains("'backup'", error.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.Deleted, await StateAsync(id));
        Assert.Equal(2, (await WorkAsync(WorkKind.Remove)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_AfterACopyWasRemovedOrAbandoned_IsRefused(bool isAbandoned)
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove, "backup");
        await CompleteAsync(isAbandoned ? Dead(work) : Done(work));
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, Reason = "gone for good" });
        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => RestoreAsync("a"));

        Assert.Contains("'backup'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_RemovingInAStoreThatIsNotActive_IsAllowed()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove, "backup");
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Lost);
        await RestoreAsync("a");

        Assert.False(await HasWorkAsync(id, WorkKind.Remove, "main"));
        Assert.True(await HasWorkAsync(id, WorkKind.Remove, "backup"));
        await CompleteAsync(Done(work));
        Assert.Equal((ReplicaState.Stored, ReplicaState.Removed, VersionState.Live), (await ReplicaStateAsync(id), await ReplicaStateAsync(id, "backup"), await StateAsync(id)));
    }

    [Fact]
    public async Task Restore_NothingStoredInAnActiveStore_IsRefused()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await LoseAsync(id, "backup");
        await DeleteAsync("a", Week);

        await Assert.ThrowsAsync<ResourceUnavailableException>(() => RestoreAsync("a"));
        Assert.Equal(VersionState.Deleted, await StateAsync(id));
    }

    [Fact]
    public async Task Restore_StoredOnlyInAStoreThatIsNotActive_IsRefused()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await DeleteAsync("a", Week);
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Draining);

        await Assert.ThrowsAsync<ResourceUnavailableException>(() => RestoreAsync("a"));
    }

    [Fact]
    public async Task Restore_MissingCopy_IsRepaired()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await DeleteAsync("a", Week);
        Assert.Empty(await WorkAsync(WorkKind.Repair));
        await RestoreAsync("a");

        Assert.Equal(["main"], (await WorkAsync()).Select(static work => work.Store));
        Assert.True(await HasWorkAsync(id, WorkKind.Repair));
    }

    [Fact]
    public async Task Restore_CopyUnderARepairThatEndedUnseen_IsRepairedAgain()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await ClaimOneAsync(WorkKind.Repair);
        await Fixture.AdvanceAsync(Lease);
        await DeleteAsync("a", Week);
        Assert.Empty(await WorkAsync(WorkKind.Repair));
        await RestoreAsync("a");

        Assert.Equal(ReplicaState.Missing, (await ClaimOneAsync(WorkKind.Repair)).PreviousState);
        Assert.Equal(ReplicaState.Repairing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Restore_CopyUnderARepairThatIsLeased_KeepsThatRepair()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var repair = await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a", Week);
        await RestoreAsync("a");
        await CompleteAsync(Done(repair));

        Assert.Equal(ReplicaState.Stored, await ReplicaStateAsync(id));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task Restore_Alias_IsWrittenAgain()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await DeleteAsync("a", Week);
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Alias)));
        Assert.Empty(await WorkAsync(WorkKind.Alias));
        Assert.Equal("fixed/a", (await RestoreAsync("a")).PublishedAt);

        Assert.Equal(id, (await ClaimOneAsync(WorkKind.Alias)).VersionId);
    }

    [Fact]
    public async Task DeleteAndRestore_OverAndOver_LeaveOneLiveVersionAndNoWork()
    {
        var id = await UploadAsync("a", with => with with { IdempotencyKey = "once" });
        for (var i = 0; i < 5; i++)
        {
            await DeleteAsync("a");
            await RestoreAsync("a");
        }

        Assert.Equal(id, (await Ledger.BeginUploadAsync(Intent("a") with { IdempotencyKey = "once" })).Existing!.VersionId);
        Assert.Empty(await WorkAsync());
        Assert.Equal(1, (await Ledger.GetStatusAsync()).Live);
    }
}
