using ResilientStorage.Ledger;

namespace ResilientStorage.Testing.Tests;

/// <summary>The checker sees each kind of broken row.</summary>
public sealed class LedgerInvariantsTests
{
    [Fact]
    public async Task Check_LedgerInUse_FindsNothing()
    {
        var bed = await LedgerTestBed.OpenAsync();
        await bed.UploadAsync("a");
        await bed.UploadAsync("a");
        await bed.BeginAsync("b");
        await bed.UploadAsync("c");
        await bed.DeleteAsync("c");
        await bed.ClaimRemovalsAsync();

        Assert.Empty(bed.Check());
    }

    [Fact]
    public async Task Check_TwoLiveVersionsOfAKey_IsI7() =>
        await AssertFoundAsync("I7: 'a' has 2 Live versions", static async bed =>
        {
            var first = await bed.UploadAsync("a");
            await bed.UploadAsync("a");
            bed.Rows.FindVersion(first)!.State = VersionState.Live;
        });

    [Fact]
    public async Task Check_ResourceThatPointsAtAnEndedVersion_IsI7() =>
        await AssertFoundAsync("I7: 'a' points at", static async bed =>
        {
            var id = await bed.UploadAsync("a");
            await bed.DeleteAsync("a");
            bed.Rows.FindResource("a")!.Live = bed.Rows.FindVersion(id);
        });

    [Fact]
    public async Task Check_DeletedVersionWithoutRemovalWork_IsI8() =>
        await AssertFoundAsync("no removal waits", static async bed =>
        {
            var id = await bed.UploadAsync("a");
            await bed.DeleteAsync("a");
            var replica = bed.Rows.FindVersion(id)!.FindReplica("main")!;
            bed.Rows.Work.Remove(replica.Removal!.Id);
            replica.Removal = null;
        });

    [Fact]
    public async Task Check_AbandonedWithoutAReason_IsI8() =>
        await AssertFoundAsync("Abandoned without a reason", static async bed =>
        {
            var id = await bed.UploadAsync("a");
            await bed.DeleteAsync("a");
            bed.Rows.FindVersion(id)!.FindReplica("main")!.State = ReplicaState.Abandoned;
        });

    [Fact]
    public async Task Check_CopyOfALiveVersionThatIsRemoved_IsIllegal() =>
        await AssertFoundAsync("is Removed while its version is Live", static async bed =>
            bed.Rows.FindVersion(await bed.UploadAsync("a"))!.FindReplica("main")!.State = ReplicaState.Removed);

    [Fact]
    public async Task Check_PendingVersionWithAnEnd_IsIllegal() =>
        await AssertFoundAsync("is Pending with the end LeaseExpired", static async bed =>
            bed.Rows.FindVersion(await bed.BeginAsync("a"))!.End = VersionEnd.LeaseExpired);

    [Fact]
    public async Task Check_WorkThatNoReplicaKnows_IsIllegal() =>
        await AssertFoundAsync("belongs to nothing", static async bed =>
        {
            var replica = bed.Rows.FindVersion(await bed.UploadAsync("a"))!.FindReplica("main")!;
            bed.Rows.Work.Add(77, new WorkRow { Id = 77, Kind = WorkKind.Repair, Replica = replica, DueAt = bed.Clock.GetUtcNow() });
        });

    [Fact]
    public async Task Check_RemovalClaimedWithoutItsEdge_IsIllegal() =>
        await AssertFoundAsync("was claimed while its replica is Stored", static async bed =>
        {
            var id = await bed.UploadAsync("a");
            await bed.DeleteAsync("a");
            bed.Rows.FindVersion(id)!.FindReplica("main")!.Removal!.LeaseUntil = bed.Clock.GetUtcNow();
        });

    private static async Task AssertFoundAsync(string violation, Func<LedgerTestBed, Task> breakRows)
    {
        var bed = await LedgerTestBed.OpenAsync();
        await breakRows(bed);

        Assert.Contains(bed.Check(), found => found.StartsWith("photos: ", StringComparison.Ordinal) && found.Contains(violation, StringComparison.Ordinal));
    }
}
