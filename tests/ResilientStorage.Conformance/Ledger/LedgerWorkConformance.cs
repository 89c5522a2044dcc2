using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>ListWorkAsync and ChangeWorkAsync.</summary>
public abstract class LedgerWorkConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task ListWork_OldestDueComesFirst()
    {
        await UploadAsync("a");
        await UploadAsync("b");
        var lost = await UploadAsync("c", with => with with { PublishAt = PublishAt.Key("fixed/c") });
        await DeleteAsync("a", TimeSpan.FromHours(2));
        await DeleteAsync("b", TimeSpan.FromHours(1));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await LoseAsync(lost, "main");

        Assert.Equal(
            [("c", WorkKind.Alias), ("c", WorkKind.Repair), ("b", WorkKind.Remove), ("b", WorkKind.Remove), ("a", WorkKind.Remove), ("a", WorkKind.Remove)],
            (await WorkAsync()).Select(static work => (work.ResourceKey, work.Kind)));
        Assert.Equal(["c", "c", "b"], (await WorkAsync(with: static query => query with { Limit = 3 })).Select(static work => work.ResourceKey));
        Assert.Empty(await WorkAsync(with: static query => query with { Limit = 0 }));
    }

    [Fact]
    public async Task ListWork_Filters_LetPassWhatTheySay()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        var later = await UploadAsync("b");
        await DeleteAsync("a");
        await DeleteAsync("b", TimeSpan.FromHours(1));
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)));

        Assert.Equal(5, (await WorkAsync()).Count);
        Assert.Equal(4, (await WorkAsync(WorkKind.Remove)).Count);
        Assert.Equal(["main"], (await WorkAsync(with: static query => query with { Dead = true })).Select(static work => work.Store));
        Assert.Equal(4, (await WorkAsync(with: static query => query with { Dead = false })).Count);
        Assert.Equal([later, later], (await WorkAsync(with: query => query with { VersionIds = [later] })).Select(static work => work.VersionId!.Value));
        Assert.Equal([WorkKind.Remove, WorkKind.Alias], (await WorkAsync(with: static query => query with { DueOnly = true })).Select(static work => work.Kind).Order());
        await ClaimAsync(WorkKind.Remove);
        Assert.Equal([WorkKind.Alias], (await WorkAsync(with: static query => query with { DueOnly = true })).Select(static work => work.Kind));
        Assert.Equal(2, (await WorkAsync(with: query => query with { VersionIds = [id] })).Count);
    }

    [Fact]
    public async Task ChangeWork_Told_NotesTheTimeAndClearsQueueUnreachable()
    {
        var told = await UploadAsync("a");
        var other = await UploadAsync("b");
        await DeleteAsync("a");
        await DeleteAsync("b");
        Assert.Equal(2, await ChangeAsync(WorkChangeKind.QueueUnreachable, told));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await ChangeAsync(WorkChangeKind.Told, told));

        var work = await WorkOfAsync(told, WorkKind.Remove);
        Assert.Null(work.QueueUnreachableAt);
        Assert.Equal(TimeSpan.FromSeconds(5), work.ToldAt - work.DueAt);
        Assert.Null((await WorkOfAsync(other, WorkKind.Remove)).ToldAt);
        Assert.Equal([other], (await NotToldForAsync(TimeSpan.FromMinutes(30))).Distinct());
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Equal([told, other], (await NotToldForAsync(TimeSpan.FromMinutes(30))).Distinct().Order());
    }

    [Fact]
    public async Task ChangeWork_QueueUnreachable_NotesTimeAndReasonAndWritesTheHistory()
    {
        var id = await UploadAsync("a");
        var other = await UploadAsync("b");
        await DeleteAsync("a");
        await DeleteAsync("b");
        Assert.Equal(2, await ChangeAsync(WorkChangeKind.QueueUnreachable, id));

        var work = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal(((DateTimeOffset?)work.DueAt, "because"), (work.QueueUnreachableAt, work.Reason));
        Assert.Equal([id, id], (await WorkAsync(with: static query => query with { QueueUnreachableOnly = true })).Select(static item => item.VersionId!.Value));
        var last = (await VersionAsync(id)).History[^1];
        Assert.Equal((HistoryEvent.QueueUnreachable, null, "because"), (last.Event, last.Store, last.Reason));
        Assert.Single(await EventsAsync(id), HistoryEvent.QueueUnreachable);
        Assert.DoesNotContain(HistoryEvent.QueueUnreachable, await EventsAsync(other));
    }

    [Fact]
    public async Task ChangeWork_ToldAndUnreachable_ConcernRemovalsThatAreNotDeadWhateverTheirLease()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        Assert.Equal(0, await ChangeAsync(WorkChangeKind.Told, id));
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)));
        await ClaimOneAsync(WorkKind.Remove, "backup");

        Assert.Equal(1, await ChangeAsync(WorkChangeKind.Told, id, NewId()));
        Assert.NotNull((await WorkOfAsync(id, WorkKind.Remove, "backup")).ToldAt);
        Assert.Null((await WorkOfAsync(id, WorkKind.Remove)).ToldAt);
    }

    [Fact]
    public async Task ChangeWork_RetryDead_GivesAllTriesAgainNow()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove), "denied"));
        await Fixture.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal(0, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.RetryDead, WorkIds = [] }));
        Assert.Equal(1, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.RetryDead }));

        var work = await WorkOfAsync(id, WorkKind.Remove);
        Assert.Equal((false, 0, "denied", TimeSpan.FromHours(3)), (work.IsDead, work.Attempts, work.Reason, work.DueAt - work.FailedAt));
        Assert.Equal(work.WorkId, (await ClaimOneAsync(WorkKind.Remove)).WorkId);
    }

    [Fact]
    public async Task ChangeWork_DeadLettersById_ChangesThoseOnly()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        var main = await ClaimOneAsync(WorkKind.Remove);
        var backup = await ClaimOneAsync(WorkKind.Remove, "backup");
        await CompleteAsync(Dead(main), Dead(backup));
        Assert.Equal(1, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.RetryDead, WorkIds = [main.WorkId, 999_999] }));
        Assert.Equal(1, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, WorkIds = [main.WorkId, backup.WorkId], Reason = "lost" }));

        Assert.Equal((ReplicaState.Removing, ReplicaState.Abandoned), (await ReplicaStateAsync(id), await ReplicaStateAsync(id, "backup")));
    }

    [Fact]
    public async Task ChangeWork_DiscardDead_AbandonsTheReplicaAndMayPurgeTheVersion()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove), "denied"), Dead(await ClaimOneAsync(WorkKind.Remove, "backup"), "denied"));
        var ids = (await WorkAsync()).ToDictionary(static work => work.Store, static work => work.WorkId);
        Assert.Equal(1, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, WorkIds = [ids["main"]], Reason = "bucket is gone" }));
        Assert.Equal(VersionState.Deleted, await StateAsync(id));
        var replica = await ReplicaAsync(id, "main");
        Assert.Equal((ReplicaState.Abandoned, "bucket is gone", 4L), (replica.State, replica.Reason, replica.Epoch));
        var last = (await VersionAsync(id)).History[^1];
        Assert.Equal((HistoryEvent.ReplicaAbandoned, "main", "bucket is gone"), (last.Event, last.Store, last.Reason));
        Assert.Equal(1, await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead }));

        Assert.Equal("denied", (await ReplicaAsync(id, "backup")).Reason);
        Assert.Equal(VersionState.Purged, await StateAsync(id));
        Assert.Equal(HistoryEvent.Purged, (await EventsAsync(id))[^1]);
        Assert.Empty(await WorkAsync());
    }

    private Task<int> ChangeAsync(WorkChangeKind kind, params VersionId[] ids) =>
        Ledger.ChangeWorkAsync(new WorkChange { Kind = kind, VersionIds = ids, Reason = "because" });

    private async Task<IEnumerable<VersionId>> NotToldForAsync(TimeSpan span) =>
        (await WorkAsync(with: query => query with { NotToldFor = span })).Select(static work => work.VersionId!.Value);
}
