using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Wire.Driver;

namespace ResilientStorage.Wire.Engine;

/// <summary>Settings that are wrong, seen by a host: an upload that fails and says why, and nothing of which is left in the other store.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class BadSettingsWireTests(WireBuckets buckets) : IClassFixture<WireBuckets>
{
    private static readonly Dictionary<string, (Action<S3StoreOptions> Change, StorageErrorKind Kind, string NextStep)> Settings = new(StringComparer.Ordinal)
    {
        ["wrong secret"] = (static options => options.SecretKey = DriverCalls.Secret, StorageErrorKind.AccessDenied, "check both"),
        ["unknown key"] = (static options => options.AccessKey = "nobody", StorageErrorKind.AccessDenied, "check both"),
        ["missing bucket"] = (static options => options.Bucket = "no-such-bucket", StorageErrorKind.Unavailable, "check Bucket"),
        ["unknown host"] = (static options => options.ServiceUrl = "https://no-such-host.invalid", StorageErrorKind.Unavailable, "DNS"),
        ["https to a plain port"] = (static options => options.ServiceUrl = options.ServiceUrl!.Replace("http:", "https:", StringComparison.Ordinal), StorageErrorKind.Unavailable, "TLS"),
    };

    public static TheoryData<string> Names => [.. Settings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Upload_WrongSetting_FailsWithItsKindAndLeavesNothing(string name)
    {
        var (change, kind, nextStep) = Settings[name];
        await using var engine = await EngineOnTheWire.StartAsync(buckets, change);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => engine.Storage.UploadAsync("a.bin", EngineOnTheWire.Bytes(1_000)).WaitAsync(Limits.Hang));

        Assert.Equal((kind, "main"), (error.Kind, error.Store));
        Assert.Contains(nextStep, error.Message, StringComparison.Ordinal);
        Assert.Empty(await engine.BackupKeysAsync());
        Secrets.AssertNone(error);
        Secrets.AssertNone(engine.Logs.Text);
    }

    [Fact]
    public async Task Upload_NobodyListens_FailsAndWasNotSent()
    {
        await using var engine = await EngineOnTheWire.StartAsync(buckets);
        engine.Main.Refuse();

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => engine.Storage.UploadAsync("a.bin", EngineOnTheWire.Bytes(1_000)).WaitAsync(Limits.Hang));

        Assert.Equal((StorageErrorKind.Unavailable, "main"), (error.Kind, error.Store));
        Assert.True(Assert.IsType<StorageException>(error.InnerException).WasNotSent);
    }
}
