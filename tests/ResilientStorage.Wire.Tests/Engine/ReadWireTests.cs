using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Wire.Driver;

namespace ResilientStorage.Wire.Engine;

/// <summary>Reads while the wire to the main store fails: the exact bytes from the backup, whatever went wrong and wherever, and nothing is taken for missing.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class ReadWireTests(WireBuckets buckets) : IClassFixture<WireBuckets>
{
    // In the middle of the second block.
    private const int Middle = 1_500_000;

    private static readonly byte[] Content = EngineOnTheWire.Bytes(2_500_000);

    private static readonly Dictionary<string, WireFault> Faults = new(StringComparer.Ordinal)
    {
        ["reset before an answer"] = WireFault.ResetBeforeServer,
        ["closed before an answer"] = WireFault.CloseBeforeServer,
        ["silence"] = WireFault.HangBeforeServer,
        ["silence after the headers"] = WireFault.HangAfterHeaders,
        ["reset in the middle"] = WireFault.ResetBody(Middle),
        ["cut short"] = WireFault.TruncateBody(Middle),
        ["stands still"] = WireFault.StallBody(Middle),
        ["web page instead"] = WireFault.Say(WireAnswer.Page(200)),
        ["web page that says 404"] = WireFault.Say(WireAnswer.Page(404)),
        ["no bucket"] = WireFault.Say(WireAnswer.Error(404, "NoSuchBucket")),
        ["denied"] = WireFault.Say(WireAnswer.Error(403, "AccessDenied")),
        ["clock"] = WireFault.Say(WireAnswer.Error(403, "RequestTimeTooSkewed")),
        ["redirect"] = WireFault.Say(WireAnswer.Of(301)),
        ["throttled"] = WireFault.Say(WireAnswer.Error(429, "TooManyRequests", ("Retry-After", "60"))),
        ["overloaded"] = WireFault.Say(WireAnswer.Error(503, "SlowDown")),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task Read_MainFails_GivesTheExactBytesAndKeepsTheReplica(string name)
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var resource = await engine.Storage.UploadAsync("a.bin", Content);
        var rule = engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), Faults[name]);

        await AssertReadsAsync(engine);

        Assert.True(rule.Met > 0);
        Assert.Contains(engine.Backup.Requests, request => EngineOnTheWire.Replicas(WireOperation.GetObject)(request));
        Assert.Equal(ReplicaState.Stored, await engine.MainStateAsync(resource.VersionId));
        Secrets.AssertNone(engine.Logs.Text);
    }

    [Fact]
    public async Task Read_MainTrickles_IsServedByMain()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        await engine.Storage.UploadAsync("a.bin", Content);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), WireFault.TrickleBody(20_000));

        await AssertReadsAsync(engine);

        Assert.Equal(1, engine.Count(WireOperation.GetObject));
    }

    [Fact]
    public async Task Read_ByteFlippedOnce_IsReadAgainFromMain()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var resource = await engine.Storage.UploadAsync("a.bin", Content);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), WireFault.FlipBody(Middle), times: 1);

        await AssertReadsAsync(engine);

        // The whole, the bad block again, and the rest.
        Assert.Equal(3, engine.Count(WireOperation.GetObject));
        Assert.DoesNotContain(engine.Backup.Requests, static request => EngineOnTheWire.Replicas(WireOperation.GetObject)(request));
        Assert.Equal(ReplicaState.Stored, await engine.MainStateAsync(resource.VersionId));
    }

    [Fact]
    public async Task Read_ByteFlippedEachTime_GivesTheExactBytesAndCallsTheReplicaCorrupt()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var resource = await engine.Storage.UploadAsync("a.bin", Content);

        // Whichever range is asked for begins with a wrong byte.
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), WireFault.FlipBody(0));

        await AssertReadsAsync(engine);

        Assert.Equal(ReplicaState.Corrupt, await engine.MainStateAsync(resource.VersionId));
        engine.Main.Heal();
        await engine.Maintenance.RunPendingWorkAsync();
        Assert.Equal(ReplicaState.Stored, await engine.MainStateAsync(resource.VersionId));
    }

    [Fact]
    public async Task Repair_CompletionAnsweredByAProxy_IsNotBelievedForTheObjectFromBefore()
    {
        var content = EngineOnTheWire.Bytes(EngineOnTheWire.PartSize + 7);
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        var resource = await engine.Storage.UploadAsync("a.bin", content);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), WireFault.FlipBody(0));
        await engine.ReadAsync();
        engine.Main.Heal();
        engine.Main.Break(WireOperation.CompleteMultipartUpload, WireFault.Say(WireAnswer.Page(200)));

        await engine.Maintenance.RunPendingWorkAsync();

        // The object that it was to replace lies there, with the right length.
        Assert.Equal(ReplicaState.Corrupt, await engine.MainStateAsync(resource.VersionId));
    }

    [Fact]
    public async Task Read_BothWiresBroken_NamesEachStoreAndItsReason()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        await engine.Storage.UploadAsync("a.bin", Content);
        engine.Main.Break(EngineOnTheWire.Replicas(WireOperation.GetObject), WireFault.Say(WireAnswer.Error(403, "AccessDenied")));
        engine.Backup.Break(static _ => true, WireFault.ResetBeforeServer);

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => engine.ReadAsync());

        Assert.Equal([("main", StorageErrorKind.AccessDenied), ("backup", StorageErrorKind.Unavailable)], error.Causes.Select(static cause => (cause.Store, cause.Kind)));
        Secrets.AssertNone(error);
        Secrets.AssertNone(engine.Logs.Text);
    }

    private static async Task AssertReadsAsync(EngineOnTheWire engine)
    {
        var read = await engine.ReadAsync();

        Assert.True(Content.AsSpan().SequenceEqual(read));
    }
}
