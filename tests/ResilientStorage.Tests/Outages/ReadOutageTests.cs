using ResilientStorage.Resilience;
using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Outages;

/// <summary>What readers notice of an outage, to the second.</summary>
public sealed class ReadOutageTests
{
    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(10);

    [Fact]
    public void Read_MainHangs_FirstReadsWaitThenNoneDoes() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Hang();

        Assert.Equal([FirstByte, FirstByte, FirstByte, FirstByte, FirstByte, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero], outage.Read(8));

        Assert.Equal((5, 8), (outage.Main.Count("OpenRead"), outage.Backup.Count("OpenRead")));

        // Asked last, main was not even asked and refused.
        Assert.Empty(outage.Observer.Refusals);
        Assert.Empty(outage.Alerts());
        Assert.Equal([StoreBreakerState.Open], outage.Observer.Changes);
    });

    [Fact]
    public void Read_MainRefusesConnections_NoReadWaitsAndMainIsSoonLeftAlone() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();

        Assert.All(outage.Read(20), static took => Assert.Equal(TimeSpan.Zero, took));

        Assert.Equal((5, 20), (outage.Main.Count("OpenRead"), outage.Backup.Count("OpenRead")));
    });

    [Fact]
    public void Read_MainStaysDark_OneReadInFifteenSecondsProbesIt() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Hang();
        outage.Read(5);
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal([FirstByte, TimeSpan.Zero, TimeSpan.Zero], outage.Read(3));
        Assert.Equal(6, outage.Main.Count("OpenRead"));
    });

    [Fact]
    public void Read_WhileAnotherProbes_BackupAtOnce() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Hang();
        outage.Read(5);
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(15));

        var probing = outage.Test.Storage.ReadAllBytesAsync("photo.jpg");
        Assert.False(probing.IsCompleted);
        Assert.Equal(TimeSpan.Zero, outage.Read());

        outage.Test.Clock.Finish(probing);
        Assert.Equal(Outage.Photo, await probing);
        Assert.Equal(6, outage.Main.Count("OpenRead"));
    });

    [Fact]
    public void Read_MainIsBack_ServedByMainAgain() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Hang();
        outage.Read(5);
        outage.Main.Heal();
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(15));
        outage.Main.Calls.Clear();
        outage.Backup.Calls.Clear();

        outage.Read(4);

        Assert.Equal((4, 0), (outage.Main.Count("OpenRead"), outage.Backup.Calls.Count));
        Assert.Equal([StoreBreakerState.Open, StoreBreakerState.Probing, StoreBreakerState.Closed], outage.Observer.Changes);
    });

    [Fact]
    public void Read_MainStandsStillInTheMiddle_GoesOnFromTheBackupAtThatByte() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Chunk = 10_000;
        outage.Main.BodyTrouble = static (position, token) => position >= 50_000 ? Hanging.UntilCancelledAsync(token) : Task.CompletedTask;

        Assert.Equal(TimeSpan.FromSeconds(30), outage.Read());
    });

    [Fact]
    public void Read_MainSendsItsHeadersAndThenNothing_WaitsForTheFirstByteOnly() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.BodyTrouble = static (_, token) => Hanging.UntilCancelledAsync(token);

        Assert.Equal(FirstByte, outage.Read());
    });

    [Fact]
    public void Read_MainTricklesSlowerThanOneTryMayTake_GoesOnFromTheBackup() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Chunk = 1;
        outage.Main.BodyTrouble = (_, token) => new AsyncSignal(outage.Test.Clock).WaitAsync(TimeSpan.FromSeconds(9), token);

        Assert.Equal(TimeSpan.FromMinutes(2), outage.Read());
    });

    [Fact]
    public void Read_MainTricklesButArrives_ServedByMain() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Chunk = 25_000;
        outage.Main.BodyTrouble = (position, token) => new AsyncSignal(outage.Test.Clock).WaitAsync(TimeSpan.FromSeconds(position == 0 ? 9.9 : 29.9), token);

        Assert.Equal(TimeSpan.FromSeconds(9.9 + (3 * 29.9)), outage.Read());
        Assert.Empty(outage.Backup.Calls);
    });

    [Fact]
    public void Read_MainThrottles_BackupAtOnceAndMainIsAskedAgainEachTime() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Throttle(calls: int.MaxValue, TimeSpan.FromSeconds(20));

        Assert.All(outage.Read(20), static took => Assert.Equal(TimeSpan.Zero, took));

        Assert.Equal(20, outage.Main.Count("OpenRead"));
        Assert.Empty(outage.Observer.Changes);
    });

    [Fact]
    public void Read_OnlyMainCanServeAndItAsksForAPause_WaitsAndReads() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options => options.Resilience.Foreground.Retries = 3);
        outage.Backup.Die();
        outage.Main.Throttle(calls: 2, TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(20), outage.Read());
        Assert.Equal(3, outage.Main.Count("OpenRead"));
    });

    [Fact]
    public void Read_BothDown_ErrorOfEachStoreThenFailsAtOnceAndComesBack() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();
        outage.Backup.Die();

        // One try of each, then all tries of each: the breaker takes the last of those.
        var (first, _) = outage.Fails<ResourceUnavailableException>(outage.Test.Storage.ReadAllBytesAsync("photo.jpg"));
        Assert.Equal([(TestStorage.MainName, StorageErrorKind.Unavailable, false), (TestStorage.BackupName, StorageErrorKind.Unavailable, false)], first.Causes.Select(static cause => (cause.Store, cause.Kind, cause.IsTransient)));
        Assert.Equal((5, 5), (outage.Main.Calls.Count, outage.Backup.Calls.Count));

        var (second, took) = outage.Fails<ResourceUnavailableException>(outage.Test.Storage.ReadAllBytesAsync("photo.jpg"));
        Assert.All(second.Causes, static cause => Assert.True(cause.WasNotSent));
        Assert.Equal((TimeSpan.Zero, 5, 5), (took, outage.Main.Calls.Count, outage.Backup.Calls.Count));
        Assert.Empty(outage.Alerts());

        outage.Main.Heal();
        outage.Backup.Heal();
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(TimeSpan.Zero, outage.Read());
    });

    [Fact]
    public void Read_SupersededVersionThatOnlyADarkStoreStillHas_NotFoundAndNotLost() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        var former = await outage.Test.Storage.FindAsync("photo.jpg");
        await outage.Test.Storage.UploadAsync("photo.jpg", new byte[10], new UploadOptions { IfExists = IfExists.Replace });
        outage.Backup.Die();
        await outage.Test.Maintenance.RunPendingWorkAsync();

        var read = outage.Test.Storage.ReadAllBytesAsync("photo.jpg", new ReadOptions { VersionId = former!.VersionId });

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => read);
        Assert.Empty(outage.Alerts());
    });

    [Fact]
    public void Read_LeftAlone_IsNoFindingAboutTheCopy() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        await outage.Test.Storage.UploadAsync("another.jpg", Outage.Photo);
        outage.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        outage.Main.Die();
        outage.Backup.Die();
        outage.Fails<ResourceUnavailableException>(outage.Test.Storage.ReadAllBytesAsync("photo.jpg"));

        outage.Fails<ResourceUnavailableException>(outage.Test.Storage.ReadAllBytesAsync("another.jpg"));

        Assert.All((await outage.Test.VersionsAsync("another.jpg")).Single().Replicas, static replica => Assert.Null(replica.Reason));
        Assert.All((await outage.Test.VersionsAsync("photo.jpg")).Single().Replicas, static replica => Assert.StartsWith("Unavailable:", replica.Reason, StringComparison.Ordinal));
    });
}
