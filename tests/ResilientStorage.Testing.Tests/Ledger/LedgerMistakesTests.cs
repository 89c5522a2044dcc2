using ResilientStorage.Ledger;

namespace ResilientStorage.Testing.Tests;

/// <summary>Each planted mistake does its harm where it is planted, and only there.</summary>
public sealed class LedgerMistakesTests
{
    [Fact]
    public void Mistakes_ByDefault_AreNone() => Assert.Equal(LedgerMistakes.None, new InMemoryLedgerDatabase().Mistakes);

    [Fact]
    public async Task CommitIgnoresIfExists_Planted_TakesThePlaceOfALiveVersion()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.CommitIgnoresIfExists);
        var fail = await bed.BeginAsync("a", IfExists.Fail);
        var live = await bed.UploadAsync("a");
        await bed.CommitAsync(fail);

        Assert.Equal((VersionState.Live, VersionState.Deleted), (bed.StateOf(fail), bed.StateOf(live)));
    }

    [Fact]
    public async Task SweepWithoutFence_Planted_QueuesRemovalsOfAnUploadThatMayStillCommit()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.SweepWithoutFence);
        var id = await bed.BeginAsync("a");
        bed.Clock.Advance(LedgerTestBed.Lease);
        await bed.Ledger.SweepAsync(new LedgerSweep());
        await bed.CommitAsync(id);

        Assert.Equal(VersionState.Live, bed.StateOf(id));
        Assert.Equal(2, bed.Check().Count(static violation => violation.Contains("from an Active store", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SweepWithoutFenceAndClaimIgnoresVersionState_Planted_RemoveTheBytesOfALiveVersion()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.SweepWithoutFence | LedgerMistakes.ClaimIgnoresVersionState);
        var id = await bed.BeginAsync("a");
        bed.Clock.Advance(LedgerTestBed.Lease);
        await bed.Ledger.SweepAsync(new LedgerSweep());
        await bed.CommitAsync(id);
        await bed.CompleteAsync(await bed.ClaimRemovalsAsync());

        Assert.Equal((VersionState.Live, ReplicaState.Removed), (bed.StateOf(id), bed.ReplicaOf(id)));
        Assert.NotEmpty(bed.Check());
    }

    [Fact]
    public async Task ClaimIgnoresVersionState_NotPlanted_LeavesTheBytesOfALiveVersion()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.SweepWithoutFence);
        var id = await bed.BeginAsync("a");
        bed.Clock.Advance(LedgerTestBed.Lease);
        await bed.Ledger.SweepAsync(new LedgerSweep());
        await bed.CommitAsync(id);

        Assert.Empty(await bed.ClaimRemovalsAsync());
    }

    [Fact]
    public async Task FailWithoutGuard_Planted_FailsALiveVersion()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.FailWithoutGuard);
        var id = await bed.UploadAsync("a");
        var answer = await bed.Ledger.FailUploadAsync(new UploadFailure { VersionId = id, Epoch = 1, Reason = "answer lost" });

        Assert.True(answer);
        Assert.Equal(VersionState.Failed, bed.StateOf(id));
        Assert.Equal(2, (await bed.ClaimRemovalsAsync()).Count);
    }

    [Fact]
    public async Task RestoreIgnoresRemoving_Planted_RestoresWhatTheWorkerRemoves()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.RestoreIgnoresRemoving);
        var id = await bed.UploadAsync("a");
        await bed.DeleteAsync("a");
        var work = await bed.Ledger.ClaimAsync(new WorkClaim { Kind = WorkKind.Remove, Lease = LedgerTestBed.Lease, Stores = ["main"] });
        await bed.Ledger.RestoreAsync(new ResourceRestore { Key = "a" });
        await bed.CompleteAsync(work);

        Assert.Equal((VersionState.Live, ReplicaState.Removed), (bed.StateOf(id), bed.ReplicaOf(id)));
        Assert.NotEmpty(bed.Check());
    }

    [Theory]
    [InlineData(false, ReplicaState.Removing)]
    [InlineData(true, ReplicaState.Removed)]
    public async Task LateWritesIgnored_Planted_MakesARemovalFinalAtOnce(bool isPlanted, ReplicaState expected)
    {
        var bed = await LedgerTestBed.OpenAsync(isPlanted ? LedgerMistakes.LateWritesIgnored : LedgerMistakes.None);
        var id = await bed.BeginAsync("a");
        await bed.CommitAsync(id, hadUnknownOutcome: true);
        await bed.DeleteAsync("a");
        await bed.CompleteAsync(await bed.ClaimRemovalsAsync());

        Assert.Equal(expected, bed.ReplicaOf(id));
    }

    [Theory]
    [InlineData(false, ReplicaState.Removing)]
    [InlineData(true, ReplicaState.Removed)]
    public async Task CompleteIgnoresEpoch_Planted_TakesTheResultOfAnEarlierClaim(bool isPlanted, ReplicaState expected)
    {
        var bed = await LedgerTestBed.OpenAsync(isPlanted ? LedgerMistakes.CompleteIgnoresEpoch : LedgerMistakes.None);
        var id = await bed.UploadAsync("a");
        await bed.DeleteAsync("a");
        var first = await bed.ClaimRemovalsAsync();
        bed.Clock.Advance(LedgerTestBed.Lease);
        await bed.ClaimRemovalsAsync();
        await bed.CompleteAsync(first);

        Assert.Equal(expected, bed.ReplicaOf(id));
    }
}
