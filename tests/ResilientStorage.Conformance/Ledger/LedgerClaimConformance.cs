using ResilientStorage.Ledger;
using static ResilientStorage.Conformance.LedgerSamples;

namespace ResilientStorage.Conformance;

/// <summary>ClaimAsync: what is a candidate, and what a claim changes.</summary>
public abstract class LedgerClaimConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task Claim_Removal_IsTheEdgeToRemovingUnderALease()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        var work = await ClaimOneAsync(WorkKind.Remove);

        var snapshot = await SnapshotAsync(id);
        Assert.Equal(
            (WorkKind.Remove, "a", id, "main", snapshot.Resource.ObjectKey, 0, false),
            (work.Kind, work.ResourceKey, work.VersionId!.Value, work.Store, work.ObjectKey, work.Attempts, work.MayHaveLateWrites));
        Assert.Null(work.Snapshot);
        Assert.Equal((ReplicaState.Removing, 3L), (snapshot.Replicas[0].State, snapshot.Replicas[0].Epoch));
        Assert.Equal(ReplicaState.Stored, snapshot.Replicas[1].State);
        Assert.Equal((await WorkOfAsync(id, WorkKind.Remove)).WorkId, work.WorkId);
    }

    [Fact]
    public async Task Claim_NotDueYet_IsNoCandidateEvenWithVersionIds()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a", TimeSpan.FromHours(1));
        Assert.Empty(await ClaimAsync(WorkKind.Remove, claim => claim with { VersionIds = [id] }));
        await Fixture.AdvanceAsync(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync(WorkKind.Remove));
        await Fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await ClaimAsync(WorkKind.Remove, claim => claim with { VersionIds = [id] })).Count);
    }

    [Fact]
    public async Task Claim_UnderALease_ComesBackOnlyWhenItEndsAndWithAGreaterEpoch()
    {
        await UploadAsync("a");
        await DeleteAsync("a");
        var first = await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(await ClaimAsync(WorkKind.Remove), static work => work.Store == "main");
        await Fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var second = await ClaimOneAsync(WorkKind.Remove);

        Assert.Equal((first.WorkId, first.Epoch + 1), (second.WorkId, second.Epoch));
    }

    [Fact]
    public async Task Claim_RemovalAgain_DoesNotCountAsALateWrite()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await ClaimOneAsync(WorkKind.Remove);
        await Fixture.AdvanceAsync(Lease);
        var work = await ClaimOneAsync(WorkKind.Remove);

        Assert.False(work.MayHaveLateWrites);
        Assert.Equal(3, (await ReplicaAsync(id, "main")).Epoch);
    }

    [Fact]
    public async Task Claim_MaxResources_CountsKeysAndOldestDueComesFirst()
    {
        foreach (var key in new[] { "c", "a", "b" })
        {
            await UploadAsync(key);
            await UploadAsync(key);
            await DeleteAsync(key);
            await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await Fixture.AdvanceAsync(TimeSpan.FromHours(24));
        var work = await ClaimAsync(WorkKind.Remove, static claim => claim with { MaxResources = 2 });

        Assert.Equal(8, work.Count);
        Assert.Equal(["c", "a"], work.Select(static item => item.ResourceKey).Distinct());
        Assert.Equal(["b"], (await ClaimAsync(WorkKind.Remove, static claim => claim with { MaxResources = 2 })).Select(static item => item.ResourceKey).Distinct());
    }

    [Fact]
    public async Task Claim_FiltersOfVersionAndStore_AllHold()
    {
        var first = await UploadAsync("a");
        await UploadAsync("b");
        await Ledger.DeleteAsync(new ResourceDeletion { Keys = ["a", "b"], RemovalDelay = TimeSpan.Zero, PublicRemovalDelay = TimeSpan.Zero });
        Assert.Empty(await ClaimAsync(WorkKind.Remove, static claim => claim with { Stores = [] }));
        Assert.Empty(await ClaimAsync(WorkKind.Remove, static claim => claim with { VersionIds = [] }));
        Assert.Empty(await ClaimAsync(WorkKind.Remove, claim => claim with { AliasKey = "a" }));
        var work = await ClaimAsync(WorkKind.Remove, claim => claim with { VersionIds = [first, NewId()], Stores = ["backup", "elsewhere"] });

        Assert.Equal((first, "backup"), (Assert.Single(work).VersionId!.Value, work[0].Store));
        Assert.Equal(3, (await ClaimAsync(WorkKind.Remove)).Count);
    }

    [Fact]
    public async Task Claim_ToldAtLeast_TakesWhatWasToldLongAgoOrCouldNotBeTold()
    {
        var told = await UploadAsync("told");
        var justTold = await UploadAsync("just told");
        var unreachable = await UploadAsync("unreachable");
        var untold = await UploadAsync("untold");
        await Ledger.DeleteAsync(new ResourceDeletion { Keys = ["told", "just told", "unreachable", "untold"], RemovalDelay = TimeSpan.Zero, PublicRemovalDelay = TimeSpan.Zero });
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.Told, VersionIds = [told] });
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(15));
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.Told, VersionIds = [justTold] });
        await Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.QueueUnreachable, VersionIds = [unreachable], Reason = "down" });
        var work = await ClaimAsync(WorkKind.Remove, static claim => claim with { ToldAtLeast = TimeSpan.FromMinutes(15) });

        Assert.Equal([told, unreachable], work.Select(static item => item.VersionId!.Value).Distinct().Order());
        Assert.Equal(4, work.Count);
        Assert.Equal([justTold, untold], (await ClaimAsync(WorkKind.Remove)).Select(static item => item.VersionId!.Value).Distinct().Order());
    }

    [Fact]
    public async Task Claim_DeadLetters_AreNeverClaimed()
    {
        var id = await UploadAsync("a");
        await DeleteAsync("a");
        await CompleteAsync(Dead(await ClaimOneAsync(WorkKind.Remove)));
        await Fixture.AdvanceAsync(TimeSpan.FromDays(100));

        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Remove, claim => claim with { VersionIds = [id] })).Select(static work => work.Store));
    }

    [Fact]
    public async Task Claim_RemovalOfACopyInALiveVersion_IsNoCandidate()
    {
        var id = await BeginAsync("a");
        await Fixture.SetStoreStateAsync(Instance, "backup", StoreState.Draining);
        await Ledger.CommitUploadAsync(Commit(id, 1, "main"));

        Assert.Empty(await ClaimAsync(WorkKind.Remove));
        Assert.True(await HasWorkAsync(id, WorkKind.Remove, "backup"));
        await DeleteAsync("a", TimeSpan.FromDays(1));
        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Remove)).Select(static work => work.Store));
    }

    [Fact]
    public async Task Claim_RemovalWhileARepairHoldsItsLease_WaitsForItsEndAndTakesOver()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        var repair = await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a");
        Assert.Equal(["backup"], (await ClaimAsync(WorkKind.Remove)).Select(static work => work.Store));
        await Fixture.AdvanceAsync(Lease);
        var removal = await ClaimOneAsync(WorkKind.Remove);

        Assert.True(removal.MayHaveLateWrites);
        Assert.False(await HasWorkAsync(id, WorkKind.Repair));
        await CompleteAsync(Done(repair));
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        await CompleteAsync(Done(removal));
        Assert.Equal(ReplicaState.Removing, await ReplicaStateAsync(id));
        await Fixture.AdvanceAsync(Grace);
        await CompleteAsync(Done(await ClaimOneAsync(WorkKind.Remove)));
        Assert.Equal(ReplicaState.Removed, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Claim_Repair_IsTheEdgeToRepairingWithASnapshot()
    {
        var id = await UploadAsync("a");
        await ReportAsync(id, "main", ReplicaFindingKind.Corrupt, 2);
        var work = await ClaimOneAsync(WorkKind.Repair);

        Assert.Equal((WorkKind.Repair, "a", id, "main", ReplicaState.Corrupt), (work.Kind, work.ResourceKey, work.VersionId!.Value, work.Store, work.PreviousState));
        Assert.Equal(id, work.Snapshot!.Resource.VersionId);
        Assert.Equal([ReplicaState.Repairing, ReplicaState.Stored], work.Snapshot.Replicas.Select(static replica => replica.State));
        Assert.Equal([7u, uint.MaxValue], work.Snapshot.Blocks.Values.ToArray());
        Assert.Equal(4, (await ReplicaAsync(id, "main")).Epoch);
        Assert.Empty(await ClaimAsync(WorkKind.Repair));
    }

    [Fact]
    public async Task Claim_RepairTakenOver_KeepsTheStateFromBeforeAndRemembersALateWrite()
    {
        var id = await UploadAsync("a");
        await ReportAsync(id, "main", ReplicaFindingKind.Corrupt, 2);
        var first = await ClaimOneAsync(WorkKind.Repair);
        await Fixture.AdvanceAsync(Lease);
        var second = await ClaimOneAsync(WorkKind.Repair);
        Assert.Equal((ReplicaState.Corrupt, first.WorkId, first.Epoch + 1), (second.PreviousState, second.WorkId, second.Epoch));
        await CompleteAsync(Done(first));
        Assert.Equal(ReplicaState.Repairing, await ReplicaStateAsync(id));
        await CompleteAsync(Done(second));
        await DeleteAsync("a");

        Assert.True((await ClaimOneAsync(WorkKind.Remove)).MayHaveLateWrites);
    }

    [Fact]
    public async Task Claim_RepairThatIsNoLongerNeeded_IsDeletedOnTheWay()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await ClaimOneAsync(WorkKind.Repair);
        await DeleteAsync("a", TimeSpan.FromDays(1));
        Assert.True(await HasWorkAsync(id, WorkKind.Repair));
        await Fixture.AdvanceAsync(Lease);

        Assert.Empty(await ClaimAsync(WorkKind.Repair));
        Assert.False(await HasWorkAsync(id, WorkKind.Repair));
        Assert.Equal(ReplicaState.Repairing, await ReplicaStateAsync(id));
    }

    [Fact]
    public async Task Claim_EvenIfNotDue_TakesRepairsThatPauseButNoRemovals()
    {
        var id = await UploadAsync("a");
        await LoseAsync(id, "main");
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Repair), TimeSpan.FromHours(1)));
        await UploadAsync("b");
        await DeleteAsync("b", TimeSpan.FromHours(1));
        Assert.Empty(await ClaimAsync(WorkKind.Repair));

        Assert.Equal(id, Assert.Single(await ClaimAsync(WorkKind.Repair, static claim => claim with { EvenIfNotDue = true })).VersionId);
        Assert.Empty(await ClaimAsync(WorkKind.Repair, static claim => claim with { EvenIfNotDue = true }));
        Assert.Empty(await ClaimAsync(WorkKind.Remove, static claim => claim with { EvenIfNotDue = true }));
    }

    [Fact]
    public async Task Claim_EvenIfNotDue_DoesNotOverruleAStop()
    {
        var id = await UploadAsync("a");
        await ReportAsync(id, "main", ReplicaFindingKind.Missing, 2, static finding => finding with { StormFloor = 0 });

        Assert.Empty(await ClaimAsync(WorkKind.Repair, static claim => claim with { EvenIfNotDue = true }));
    }

    [Fact]
    public async Task Claim_EvenIfNotDueAliases_WaitForTheirTime()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await CompleteAsync(Retry(await ClaimOneAsync(WorkKind.Alias), TimeSpan.FromHours(1)));

        Assert.Empty(await ClaimAsync(WorkKind.Alias, static claim => claim with { EvenIfNotDue = true }));
    }

    [Fact]
    public async Task Claim_ExceptWorkIds_LeavesThoseOutAndDoesNotCountThem()
    {
        await UploadAsync("a");
        await UploadAsync("b");
        await DeleteAsync("a");
        await DeleteAsync("b");
        long[] ofA = [.. (await WorkAsync(WorkKind.Remove)).Where(static work => work.ResourceKey == "a").Select(static work => work.WorkId)];
        var work = await ClaimAsync(WorkKind.Remove, claim => claim with { ExceptWorkIds = ofA, MaxResources = 1 });

        Assert.Equal(["b", "b"], work.Select(static item => item.ResourceKey));
        Assert.Equal([ofA[1]], (await ClaimAsync(WorkKind.Remove, claim => claim with { ExceptWorkIds = [ofA[0]] })).Select(static item => item.WorkId));
    }

    [Fact]
    public async Task Claim_Alias_ShowsTheLiveVersionOfItsResource()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a") });
        await UploadAsync("b", with => with with { PublishAt = PublishAt.Key("fixed/b") });
        Assert.Empty(await ClaimAsync(WorkKind.Alias, claim => claim with { VersionIds = [id] }));
        Assert.Empty(await ClaimAsync(WorkKind.Alias, static claim => claim with { Stores = ["backup"] }));
        Assert.Empty(await ClaimAsync(WorkKind.Alias, static claim => claim with { ToldAtLeast = TimeSpan.Zero }));
        var work = Assert.Single(await ClaimAsync(WorkKind.Alias, static claim => claim with { AliasKey = "fixed/a", Stores = ["main"] }));

        Assert.Equal((WorkKind.Alias, "a", "fixed/a", "main", id), (work.Kind, work.ResourceKey, work.ObjectKey, work.Store, work.VersionId!.Value));
        Assert.Equal(id, work.Snapshot!.Resource.VersionId);
        Assert.Equal(["fixed/b"], (await ClaimAsync(WorkKind.Alias)).Select(static item => item.ObjectKey));
    }

    [Fact]
    public async Task Claim_MaxResourcesOfAliases_CountsRows()
    {
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/1") });
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/2") });
        await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/3") });

        Assert.Equal(2, (await ClaimAsync(WorkKind.Alias, static claim => claim with { MaxResources = 2 })).Count);
        Assert.Single(await ClaimAsync(WorkKind.Alias, static claim => claim with { MaxResources = 2 }));
    }
}
