using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Resilience;
using ResilientStorage.Uploads;

namespace ResilientStorage.Outages;

/// <summary>Uploads and removals during an outage: failed fast and cleanly, or kept for later without losing their tries.</summary>
public sealed class WriteOutageTests
{
    [Fact]
    public void Upload_MainIsDown_TriedAsOftenAsTheSettingsSayAndNoMore() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options => options.Resilience.Breaker.Enabled = false);
        outage.Main.Die();

        var (error, _) = outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));

        // Each lost PUT is settled by a HEAD.
        Assert.Equal((4, 4, 8), (outage.Main.Count("Put"), outage.Main.Count("Find"), outage.Main.Calls.Count));
        Assert.Equal((StorageErrorKind.Unavailable, "main"), (error.Kind, error.Store));
        Assert.False(Assert.IsType<StorageException>(error.InnerException).IsTransient);
        Assert.Equal([(AlertKind.UploadGivenUp, "main", 1)], outage.Alerts());
    });

    [Fact]
    public void Upload_MainIsLeftAlone_FailsAtOnceAndTheBackupIsNotEvenAsked() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();
        outage.Read(5);
        outage.Main.Calls.Clear();
        outage.Backup.Calls.Clear();

        for (var i = 0; i < 3; i++)
        {
            var (error, took) = outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));
            Assert.Equal((TimeSpan.Zero, StorageErrorKind.Unavailable, "main"), (took, error.Kind, error.Store));
            Assert.Contains("is left alone until", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(outage.Main.Calls.Concat(outage.Backup.Calls));
        Assert.Equal([(AlertKind.UploadGivenUp, "main", 1), (AlertKind.UploadGivenUp, "main", 2)], outage.Alerts());
    });

    [Fact]
    public void Upload_BackupIsLeftAlone_NothingIsSentToMain() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options => options.Resilience.Breaker.MinimumCalls = 4);
        outage.Backup.Die();
        outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));
        outage.Main.Calls.Clear();

        var (error, took) = outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("b.bin", new byte[10]));

        Assert.Equal((TimeSpan.Zero, "backup"), (took, error.Store));
        Assert.Empty(outage.Main.Calls);
        Assert.Equal([(AlertKind.UploadGivenUp, "backup", 1), (AlertKind.UploadGivenUp, "backup", 1)], outage.Alerts());
    });

    [Fact]
    public void Upload_MainWasLeftAlone_NothingWaitsForLateWritesAndNothingIsLeft() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();
        outage.Read(5);
        outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));
        outage.Main.Heal();
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(60));

        await outage.Test.Maintenance.RunPendingWorkAsync();

        // A write of unknown outcome would leave a second removal for an hour from now.
        Assert.Equal(0, (await outage.Test.Maintenance.GetStatusAsync()).Ledger.AwaitingRemoval);
        await outage.Test.Storage.UploadAsync("a.bin", new byte[10]);
        Assert.Equal(2, TestStorage.Objects(outage.Test.Main).Count);
    });

    [Fact]
    public void Upload_SentOnceThenRefused_ItsWriteMayStillLand() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options => options.Resilience.Breaker.MinimumCalls = 2);
        outage.Main.Die();
        outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));
        outage.Main.Heal();
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(60));

        await outage.Test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(1, (await outage.Test.Maintenance.GetStatusAsync()).Ledger.AwaitingRemoval);
        outage.Test.Clock.Advance(TimeSpan.FromHours(1));
        await outage.Test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(0, (await outage.Test.Maintenance.GetStatusAsync()).Ledger.AwaitingRemoval);
    });

    [Fact]
    public void Upload_MainIsBack_FirstOneProbesAndSucceeds() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();
        outage.Read(5);
        outage.Main.Heal();
        outage.Test.Clock.Advance(TimeSpan.FromSeconds(15));

        await outage.Test.Storage.UploadAsync("a.bin", new byte[10]);

        Assert.Equal([StoreBreakerState.Open, StoreBreakerState.Probing, StoreBreakerState.Closed], outage.Observer.Changes);
        Assert.Empty(outage.Alerts());
    });

    [Fact]
    public void Upload_MainHangs_EndsWithTheTotalTimeout() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options =>
        {
            options.Resilience.Foreground.AttemptTimeout = TimeSpan.FromSeconds(20);
            options.Resilience.Foreground.TotalTimeout = TimeSpan.FromSeconds(50);
        });
        outage.Main.Hang();

        var (error, took) = outage.Fails<UploadFailedException>(outage.Test.Storage.UploadAsync("a.bin", new byte[10]));

        Assert.Equal((TimeSpan.FromSeconds(50), StorageErrorKind.Timeout, "main"), (took, error.Kind, error.Store));
        Assert.Contains("no success within 00:00:50; tried 3 times", error.Message, StringComparison.Ordinal);
        Assert.Equal([(AlertKind.UploadGivenUp, "main", 1)], outage.Alerts());
    });

    [Fact]
    public void Upload_MainAsksForAPause_WaitsAndSucceeds() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Throttle(calls: 2, TimeSpan.FromSeconds(20));

        var upload = outage.Test.Storage.UploadAsync("a.bin", new byte[10]);

        Assert.Equal(TimeSpan.FromSeconds(40), outage.Test.Clock.Finish(upload));
        await upload;
        Assert.Equal(3, outage.Main.Count("Put"));
        Assert.Empty(outage.Alerts());
    });

    [Fact]
    public void Removal_MainIsDarkForDays_WaitsUncountedAndIsDoneAfterwards() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        outage.Main.Die();
        await outage.Test.Storage.DeleteAsync("photo.jpg");

        for (var hour = 0; hour < 48; hour++)
        {
            await outage.Test.Maintenance.RunPendingWorkAsync();
            outage.Test.Clock.Advance(TimeSpan.FromHours(1));
        }

        var open = new List<WorkRecord>();
        await foreach (var item in outage.Test.Maintenance.ListResidueAsync())
        {
            open.Add(item);
        }

        Assert.Equal([("main", 0, false)], open.Select(static item => (item.Store, item.Attempts, item.IsDead)));
        Assert.Empty(outage.Alerts());
        outage.Main.Heal();
        await outage.Test.Maintenance.RunPendingWorkAsync();
        Assert.Empty(TestStorage.Objects(outage.Test.Main));
        Assert.Equal(0, (await outage.Test.Maintenance.GetStatusAsync()).Ledger.AwaitingRemoval);
    });

    [Fact]
    public void Removal_TheWorkerFoundMainDark_UploadsAndReadsKnowIt() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync();
        await outage.Test.Storage.UploadAsync("other.jpg", Outage.Photo);
        outage.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        outage.Main.Die();
        await outage.Test.Storage.DeleteAsync("other.jpg");
        outage.Test.Clock.Finish(outage.Test.Maintenance.RunPendingWorkAsync());
        outage.Read();
        outage.Main.Calls.Clear();

        Assert.Equal(TimeSpan.Zero, outage.Read());

        Assert.Empty(outage.Main.Calls);
    });

    [Fact]
    public async Task Repair_FailsInAStoreWithTimesOfItsOwn_HasThemToFreeItsParts()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var own = new StoreResilienceOptions { Background = { AttemptTimeout = TimeSpan.FromMinutes(1) } };
        await using var test = new TestStorage(
            static options =>
            {
                Small.Parts(options);
                options.Resilience.Background.AttemptTimeout = TimeSpan.FromSeconds(10);
            },
            change: setup => setup with { Stores = [setup.Stores[0] with { Resilience = own }, setup.Stores[1]] });
        var resource = await test.Storage.UploadAsync("a.bin", TestContent.Bytes(Small.Window + (2 * Small.Part)));
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        test.MainFaults.On(StoreOperation.PutPart).Fail(StorageErrorKind.QuotaExceeded);
        test.MainFaults.On(StoreOperation.AbortMultipart).Delay(TimeSpan.FromSeconds(30));

        var repair = test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), test.Clock.Finish(repair));
        Assert.Equal(1, (await repair).Failed);
        Assert.Equal(0, test.Main.UnfinishedUploads);
    }

    [Fact]
    public void Work_TwoStoragesShareACredential_OneLimit() => SingleThread.Run(async () =>
    {
        var clock = new ManualTimeProvider();
        var limiters = new StoreRateLimiters();
        await using var first = Limited();
        await using var second = Limited();

        // Each sends three operations to main: the marker is looked for and written, then the object.
        var uploads = Task.WhenAll(first.Storage.UploadAsync("a.bin", new byte[10]), second.Storage.UploadAsync("a.bin", new byte[10]));

        Assert.Equal(TimeSpan.FromSeconds(5), clock.Finish(uploads));
        await uploads;

        TestStorage Limited() => new(clock: clock, change: setup => setup with
        {
            RateLimiters = limiters,
            Stores = [setup.Stores[0] with { Driver = new TroubledStore(setup.Stores[0].Driver) { Capabilities = setup.Stores[0].Driver.Capabilities with { RateLimit = new StoreRateLimit("key", 1) } } }, setup.Stores[1]],
        });
    });

    [Fact]
    public void Work_OperationsAreLimited_ReadsBeforeUploadsBeforeRemovals() => SingleThread.Run(async () =>
    {
        await using var outage = await Outage.BeginAsync(static options => options.Resilience.OperationsPerSecond = 1);
        await outage.Test.Storage.DeleteAsync("photo.jpg");
        outage.Test.Clock.Finish(outage.Test.Storage.UploadAsync("photo.jpg", Outage.Photo));
        outage.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        outage.Main.Calls.Clear();

        // Whoever comes first finds a permit; the others wait.
        var first = outage.Test.Storage.ReadAllBytesAsync("photo.jpg");
        var removal = outage.Test.Maintenance.RunPendingWorkAsync();
        var upload = outage.Test.Storage.UploadAsync("a.bin", new byte[10]);
        var read = outage.Test.Storage.ReadAllBytesAsync("photo.jpg");
        outage.Test.Clock.Finish(Task.WhenAll(first, removal, upload, read));

        Assert.Equal(["OpenRead", "OpenRead", "Put", "Delete"], outage.Main.Calls.Where(static call => call != "List"));
    });
}
