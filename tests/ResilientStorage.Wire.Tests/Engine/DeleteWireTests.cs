using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;

namespace ResilientStorage.Wire.Engine;

/// <summary>Removals on a wire that fails: done when the store confirms it, and not before.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class DeleteWireTests(WireBuckets buckets) : IClassFixture<WireBuckets>
{
    private static readonly Dictionary<string, WireFault> Faults = new(StringComparer.Ordinal)
    {
        ["request lost"] = WireFault.ResetBeforeServer,
        ["web page instead"] = WireFault.Say(WireAnswer.Page(200)),
        ["empty answer"] = WireFault.Say(WireAnswer.Bare(200)),
        ["empty confirmation"] = WireFault.Say(WireAnswer.Of(200, "<DeleteResult/>")),
        ["overloaded"] = WireFault.Say(WireAnswer.Error(503, "SlowDown")),
        ["denied"] = WireFault.Say(WireAnswer.Error(403, "AccessDenied")),
        ["missing bucket"] = WireFault.Say(WireAnswer.Error(404, "NoSuchBucket")),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public async Task Delete_AnswerLost_IsConfirmedByTheNextTry()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var version = await DeletedAsync(engine);
        engine.Main.Break(WireOperation.DeleteObjects, WireFault.LoseAnswer, times: 1);

        await engine.Maintenance.RunPendingWorkAsync();

        Assert.Equal([200, 200], engine.Main.AnswersTo(WireOperation.DeleteObjects));
        Assert.Equal(ReplicaState.Removed, await engine.MainStateAsync(version));
        Assert.Empty(await engine.MainKeysAsync());
        Assert.Empty(await engine.BackupKeysAsync());
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task Delete_NotConfirmed_WaitsUntilItIs(string name)
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var version = await DeletedAsync(engine);
        engine.Main.Break(WireOperation.DeleteObjects, Faults[name]);

        await engine.Maintenance.RunPendingWorkAsync().WaitAsync(Limits.Hang);

        Assert.Equal(ReplicaState.Removing, await engine.MainStateAsync(version));
        Assert.Single(await engine.MainKeysAsync());
        Assert.Empty(await engine.BackupKeysAsync());

        engine.Main.Heal();
        await engine.Maintenance.RunPendingWorkAsync().WaitAsync(Limits.Hang);

        Assert.Equal(ReplicaState.Removed, await engine.MainStateAsync(version));
        Assert.Empty(await engine.MainKeysAsync());
    }

    private static async Task<VersionId> DeletedAsync(EngineOnTheWire engine)
    {
        var resource = await engine.Storage.UploadAsync("a.bin", EngineOnTheWire.Bytes(1_000));
        await engine.Storage.DeleteAsync("a.bin");
        Assert.Null(await engine.Storage.FindAsync("a.bin"));
        return resource.VersionId;
    }
}
