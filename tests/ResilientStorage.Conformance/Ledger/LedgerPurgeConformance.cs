using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>BeginPurgeAsync and forgetting keys.</summary>
public abstract class LedgerPurgeConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Purge_KeyThatWasNeverUsed_IsNotFound() =>
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PurgeAsync("none"));

    [Fact]
    public async Task Purge_VersionsOfEveryState_EndAndAreDueNow()
    {
        var superseded = await UploadAsync("a");
        var deleted = await UploadAsync("a");
        await DeleteAsync("a", Week);
        var live = await UploadAsync("a");
        var pending = await BeginAsync("a");
        var other = await UploadAsync("b");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var plan = await PurgeAsync("a");

        Assert.Equal(
            [(superseded, VersionState.Deleted), (deleted, VersionState.Deleted), (live, VersionState.Deleted), (pending, VersionState.Failed)],
            plan.Versions.Select(static version => (version.VersionId, version.State)));
        Assert.All(plan.Versions, static version => Assert.Equal(["main", "backup"], version.Replicas.Select(static replica => replica.Store)));
        Assert.Equal([VersionEnd.Superseded, VersionEnd.Deleted, VersionEnd.Purged, VersionEnd.Purged], await Task.WhenAll(new[] { superseded, deleted, live, pending }.Select(async id => (await VersionAsync(id)).End)));
        foreach (var id in new[] { superseded, deleted, live, pending })
        {
            Assert.Equal(HistoryEvent.PurgeBegun, (await EventsAsync(id))[^1]);
        }

        Assert.Equal([HistoryEvent.Begun, HistoryEvent.PurgeBegun], await EventsAsync(pending));
        Assert.Equal(8, (await ClaimAsync(WorkKind.Remove)).Count);
        Assert.Null(await Ledger.FindAsync(new ResourceLookup { Key = "a" }));
        Assert.Equal(VersionState.Live, await StateAsync(other));
    }

    [Fact]
    public async Task Purge_ThenAllRemovalsDone_IsPurgedAndMayBeRepeated()
    {
        var id = await UploadAsync("a");
        await PurgeAsync("a");
        await RemoveAllAsync();
        var plan = await PurgeAsync("a");

        var version = Assert.Single(plan.Versions);
        Assert.Equal((id, VersionState.Purged), (version.VersionId, version.State));
        Assert.All(version.Replicas, static replica => Assert.Equal(ReplicaState.Removed, replica.State));
        Assert.Empty(await WorkAsync());
        Assert.Equal(
            [HistoryEvent.Begun, HistoryEvent.Committed, HistoryEvent.PurgeBegun, HistoryEvent.ReplicaRemoved, HistoryEvent.ReplicaRemoved, HistoryEvent.Purged],
            await EventsAsync(id));
    }

    [Fact]
    public async Task Purge_PendingVersion_MayHaveLateWritesAndTheUploaderIsFenced()
    {
        var id = await BeginAsync("a");
        await PurgeAsync("a");

        Assert.False(await Ledger.RenewAsync(new LedgerLease { VersionId = id, Epoch = 1, Duration = Lease }));
        await Assert.ThrowsAsync<LedgerException>(() => Ledger.CommitUploadAsync(Commit(id)));
        await RemoveAllAsync();
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        Assert.Equal(Grace, (await WorkOfAsync(id, WorkKind.Remove)).DueAt - (await VersionAsync(id)).EndedAt);
    }

    [Fact]
    public async Task Purge_RemovalThatRanOnceAndWaitsForLateWrites_KeepsItsLaterTime()
    {
        var id = await BeginAsync("a");
        await PurgeAsync("a");
        await RemoveAllAsync();
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(10));
        await PurgeAsync("a");
        Assert.Empty(await ClaimAsync(WorkKind.Remove));
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(50));
        await RemoveAllAsync();

        Assert.Equal(VersionState.Purged, await StateAsync(id));
    }

    [Fact]
    public async Task Purge_RemovalThatHasNotRunYetButMayHaveLateWrites_RunsNowAndOnceMore()
    {
        var id = await UploadAsync("a", commit: commit => commit with { Replicas = [Copy("main", hadUnknownOutcome: true), Copy("backup")] });
        await DeleteAsync("a", Week);
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(10));
        await PurgeAsync("a");
        await RemoveAllAsync();

        Assert.Equal((ReplicaState.Removing, ReplicaState.Removed), (await ReplicaStateAsync(id), await ReplicaStateAsync(id, "backup")));
        Assert.Equal(Grace, (await WorkOfAsync(id, WorkKind.Remove)).DueAt - (await VersionAsync(id)).CreatedAt);
    }

    [Fact]
    public async Task Purge_DeadLettersAndRetries_BeginAnewNow()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)), Retry(await ClaimOneAsync(WorkKind.Remove, "backup"), Week));
        await PurgeAsync("a");

        Assert.All(await WorkAsync(), static work => Assert.Equal((false, 0), (work.IsDead, work.Attempts)));
        Assert.Equal(2, (await ClaimAsync(WorkKind.Remove)).Count);
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Purge_RemovalUnderALease_KeepsIt()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove);
        await PurgeAsync("a");

        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Remove)).Select(static item => item.Store));
        await CompleteAsync(Done(work));
        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Purge_AbandonedReplica_IsRemovingAgainAndTheVersionStaysPurged()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)), Done(await ClaimOneAsync(WorkKind.Remove, "backup")));
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, Reason = "store burnt" });
        Assert.Equal((VersionState.Purged, ReplicaState.Abandoned), (await StateAsync(id), await ReplicaStateAsync(id)));
        var plan = await PurgeAsync("a");

        Assert.Equal([ReplicaState.Removing, ReplicaState.Removed], plan.Versions[0].Replicas.Select(static replica => replica.State));
        Assert.Equal(VersionState.Purged, plan.Versions[0].State);
        await RemoveAllAsync();
        Assert.Equal((VersionState.Purged, ReplicaState.Removed), (await StateAsync(id), await ReplicaStateAsync(id)));
        Assert.Single(await EventsAsync(id), HistoryEvent.Purged);
    }

    [Fact]
    public async Task Purge_Repairs_GoUnlessTheyAreUnderALease()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await LoseAsync(id, "backup");
        await ClaimOneAsync(WorkKind.Repair, "backup");
        await PurgeAsync("a");

        Assert.Equal(["backup"], (await WorkAsync(WorkKind.Repair)).Select(static work => work.Store));
        Assert.Equal(["main"], (await ClaimAsync(WorkKind.Remove)).Select(static work => work.Store));
    }

    [Fact]
    public async Task Purge_Alias_IsEndedAndAnsweredUntilItIsGone()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/old") });
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/new") });
        Assert.Equal(["fixed/new", "fixed/old"], (await PurgeAsync("a")).Aliases.Order(StringComparer.Ordinal));
        var work = await ClaimAsync(WorkKind.Alias);
        Assert.All(work, static item => Assert.Null(item.VersionId));
        await Ledger.CompleteAsync([.. work.Select(Done)]);

        Assert.Empty((await PurgeAsync("a")).Aliases);
        await UploadAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/new") });
    }

    [Fact]
    public async Task Purge_ThenRestoreBeforeARemovalBegan_IsAllowed()
    {
        var id = await UploadAsync("a");
        await PurgeAsync("a");

        Assert.Equal(id, (await RestoreAsync("a")).VersionId);
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task ForgetKey_WhenTheLastVersionIsPurged_ReplacesTheKeyByItsHash()
    {
        var first = await UploadAsync("secret name");
        var second = await UploadAsync("secret name");
        await PurgeAsync("secret name", forgetKey: true);
        Assert.Equal(2, (await PurgeAsync("secret name")).Versions.Count);
        var work = await ClaimAsync(WorkKind.Remove);
        await Ledger.CompleteAsync([.. work.Where(item => item.VersionId == first).Select(Done)]);
        Assert.Equal("secret name", (await SnapshotAsync(second)).Resource.Key);
        await Ledger.CompleteAsync([.. work.Select(Done)]);

        foreach (var id in new[] { first, second })
        {
            var snapshot = await SnapshotAsync(id);
            Assert.Equal(Hash("secret name"), snapshot.Resource.Key);
            Assert.Equal($"{Hash("secret name")}/{id}", snapshot.Resource.ObjectKey);
            Assert.All(snapshot.Replicas, replica => Assert.Equal(snapshot.Resource.ObjectKey, replica.ObjectKey));
        }

        Assert.Equal([second, first], (await VersionsAsync(Hash("secret name"))).Select(static version => version.VersionId));
        Assert.Empty(await VersionsAsync("secret name"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PurgeAsync("secret name"));
    }

    [Fact]
    public async Task ForgetKey_WhenAllIsPurgedAlready_HappensAtOnce()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await RemoveAllAsync();
        Assert.Equal(id, Assert.Single((await PurgeAsync("a", forgetKey: true)).Versions).VersionId);

        Assert.Equal(Hash("a"), (await SnapshotAsync(id)).Resource.Key);
    }

    [Fact]
    public async Task ForgetKey_AbandonedReplica_IsRemovedBeforeTheKeyIsForgotten()
    {
        var id = await UploadAsync("a");
        var objectKey = (await SnapshotAsync(id)).Resource.ObjectKey;
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)), Done(await ClaimOneAsync(WorkKind.Remove, "backup")));
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, Reason = "store burnt" });
        await PurgeAsync("a", forgetKey: true);
        var work = await ClaimOneAsync(WorkKind.Remove);
        Assert.Equal(("a", objectKey), (work.ResourceKey, work.ObjectKey));
        await CompleteAsync(Done(work));

        Assert.Equal(Hash("a"), (await SnapshotAsync(id)).Resource.Key);
    }

    [Fact]
    public async Task ForgetKey_ReasonsThatNameTheKey_AreCleaned()
    {
        var id = await BeginAsync("people/zoe");
        var objectKey = (await SnapshotAsync(id)).Resource.ObjectKey;
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = id, Epoch = 1, Reason = $"PUT {objectKey} of people/zoe failed" });
        await PurgeAsync("people/zoe", forgetKey: true);
        await RemoveAllAsync();

        var version = await VersionAsync(id);
        Assert.Contains(version.History, entry => entry.Reason == $"PUT {Hash("people/zoe")}/{id} of {Hash("people/zoe")} failed");
        Assert.DoesNotContain(version.History, static entry => entry.Reason?.Contains("zoe", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task ForgetKey_AliasThatIsNotGoneYet_GoesByTheHash()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/x") });
        await PurgeAsync("a", forgetKey: true);
        await RemoveAllAsync();
        var work = await ClaimOneAsync(WorkKind.Alias);

        Assert.Equal((Hash("a"), "fixed/x", null), (work.ResourceKey, work.ObjectKey, work.VersionId));
        await CompleteAsync(Done(work));
        Assert.Empty(await WorkAsync());
    }

    [Fact]
    public async Task ForgetKey_UsedAndForgottenAgain_JoinsBothHistories()
    {
        var ids = new List<VersionId>();
        for (var i = 0; i < 2; i++)
        {
            ids.Add(await UploadAsync("a", with => with with { IfExists = IfExists.Fail }));
            await PurgeAsync("a", forgetKey: true);
            await RemoveAllAsync();
        }

        Assert.Equal(ids, (await VersionsAsync(Hash("a"))).Select(static version => version.VersionId).Reverse());
    }

    private static string Hash(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private Task<List<ResourceVersion>> VersionsAsync(string key) => ListAsync(Ledger.ListVersionsAsync(new VersionQuery { Key = key }));
}
