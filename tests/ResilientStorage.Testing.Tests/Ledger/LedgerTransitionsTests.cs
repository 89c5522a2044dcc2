namespace ResilientStorage.Testing.Tests;

/// <summary>Only the listed edges happen (I9).</summary>
public sealed class LedgerTransitionsTests
{
    private static readonly string[] VersionEdges =
    [
        "Pending>Live", "Pending>Failed", "Live>Deleted", "Deleted>Live", "Deleted>Purged", "Failed>Purged",
    ];

    private static readonly string[] ReplicaEdges =
    [
        "Planned>Stored", "Planned>Repairing", "Planned>Removing",
        "Stored>Missing", "Stored>Corrupt", "Stored>Removing",
        "Missing>Repairing", "Missing>Removing", "Corrupt>Repairing", "Corrupt>Removing",
        "Repairing>Stored", "Repairing>Missing", "Repairing>Corrupt", "Repairing>Removing",
        "Removing>Removed", "Removing>Abandoned", "Removed>Removing", "Abandoned>Removing",
    ];

    [Fact]
    public void IsListed_AllPairsOfVersionStates_AreThoseOfTheProtocol() =>
        Assert.Equal(VersionEdges.Order(), AllPairs<VersionState>(LedgerTransitions.IsListed).Order());

    [Fact]
    public void IsListed_AllPairsOfReplicaStates_AreThoseOfTheProtocol() =>
        Assert.Equal(ReplicaEdges.Order(), AllPairs<ReplicaState>(LedgerTransitions.IsListed).Order());

    [Fact]
    public async Task SetState_UnlistedEdgeOfAVersion_ThrowsAndNamesIt()
    {
        var bed = await LedgerTestBed.OpenAsync();
        var version = bed.Rows.FindVersion(await bed.UploadAsync("a"))!;
        var error = Assert.Throws<InvalidOperationException>(() => Transaction(bed).SetState(version, VersionState.Purged));

        Assert.Contains("Live -> Purged", error.Message, StringComparison.Ordinal);
        Assert.Equal(VersionState.Live, version.State);
    }

    [Fact]
    public async Task SetState_UnlistedEdgeOfAReplica_ThrowsAndNamesIt()
    {
        var bed = await LedgerTestBed.OpenAsync();
        var replica = bed.Rows.FindVersion(await bed.UploadAsync("a"))!.FindReplica("backup")!;
        var error = Assert.Throws<InvalidOperationException>(() => Transaction(bed).SetState(replica, ReplicaState.Removed));

        Assert.Contains("'backup': Stored -> Removed", error.Message, StringComparison.Ordinal);
        Assert.Equal((ReplicaState.Stored, 2L), (replica.State, replica.Epoch));
    }

    [Fact]
    public async Task SetState_RemovingWhileARepairHoldsItsLease_Throws()
    {
        var bed = await LedgerTestBed.OpenAsync();
        var replica = bed.Rows.FindVersion(await bed.UploadAsync("a"))!.FindReplica("main")!;
        (replica.State, replica.RepairLeaseUntil) = (ReplicaState.Repairing, bed.Clock.GetUtcNow() + LedgerTestBed.Lease);

        Assert.Throws<InvalidOperationException>(() => Transaction(bed).SetState(replica, ReplicaState.Removing));
        bed.Clock.Advance(LedgerTestBed.Lease);
        Transaction(bed).SetState(replica, ReplicaState.Removing);

        Assert.Equal(ReplicaState.Removing, replica.State);
    }

    [Fact]
    public async Task SetState_UnlistedEdgeWithAPlantedMistake_IsLetThrough()
    {
        var bed = await LedgerTestBed.OpenAsync(LedgerMistakes.CompleteIgnoresEpoch);
        var version = bed.Rows.FindVersion(await bed.UploadAsync("a"))!;
        Transaction(bed).SetState(version, VersionState.Purged);

        Assert.Equal(VersionState.Purged, version.State);
        Assert.Null(version.Resource.Live);
    }

    private static LedgerTransaction Transaction(LedgerTestBed bed) => new(bed.Database, bed.Rows);

    private static IEnumerable<string> AllPairs<TState>(Func<TState, TState, bool> isListed)
        where TState : struct, Enum =>
        from source in Enum.GetValues<TState>()
        from target in Enum.GetValues<TState>()
        where isListed(source, target)
        select $"{source}>{target}";
}
