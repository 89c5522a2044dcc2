using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Deletes;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Telemetry;

/// <summary>What goes wrong with a resource is logged, and its key only at Debug.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class KeysInLogsTests
{
    private const string Telltale = "telltale";
    private const string Key = $"{Telltale}/photo.jpg";
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public Task Reads_EveryFailure_KeyOnlyAtDebug() => CheckAsync([200, 201, 202, 400, 401, 600], async bed =>
    {
        await bed.Storage.UploadAsync(Key, Content);
        foreach (var fault in Enum.GetValues<StorageErrorKind>().Where(static kind => kind is not (StorageErrorKind.NotFound or StorageErrorKind.Integrity)))
        {
            bed.Test.MainFaults.On(StoreOperation.OpenRead).Fail(fault);
            await bed.Storage.ReadAllBytesAsync(Key);
            bed.Test.Heal();
        }

        bed.Test.MainFaults.On(StoreOperation.OpenRead).Call(1).FlipReadByte(0);
        await bed.Storage.ReadAllBytesAsync(Key);
        bed.Test.Heal();
        bed.Test.LedgerFaults.On(LedgerOperation.Report).Fail();
        bed.Test.MainFaults.On(StoreOperation.OpenRead).Fail(StorageErrorKind.AccessDenied);
        await bed.Storage.ReadAllBytesAsync(Key);
        bed.Test.LedgerFaults.Heal();
        bed.Test.Heal();
        bed.Test.Main.Corrupt(bed.Test.Main.ObjectKeys.Single(Observed.IsContent), 0);
        bed.Test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);
        await bed.Storage.ReadAllBytesAsync(Key, new ReadOptions { ReadRepair = ReadRepair.BeforeResponse });
        bed.Test.Heal();
        bed.Test.Clock.Advance(bed.Test.Options.MaxWorkRetryDelay);
        await bed.Test.Maintenance.RunPendingWorkAsync();
        Lose(bed);
        await Assert.ThrowsAsync<ResourceLostException>(() => bed.Storage.ReadAllBytesAsync(Key));
    });

    [Fact]
    public Task Uploads_EveryFailure_KeyOnlyAtDebug() => CheckAsync([100, 101, 403, 600], async bed =>
    {
        foreach (var fault in Enum.GetValues<StorageErrorKind>())
        {
            bed.Test.BackupFaults.On(StoreOperation.Put).Fail(fault);
            await Assert.ThrowsAsync<UploadFailedException>(() => bed.Storage.UploadAsync(Key, Content));
            bed.Test.Heal();
        }

        bed.Test.BackupFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);
        bed.Test.LedgerFaults.On(LedgerOperation.FailUpload).Fail();
        await Assert.ThrowsAsync<UploadFailedException>(() => bed.Storage.UploadAsync($"{Key}.2", Content));
        bed.Test.LedgerFaults.Heal();
        bed.Test.Heal();
        await bed.Storage.UploadAsync(Key, Content, new UploadOptions { PublishAt = PublishAt.Key($"{Telltale}.jpg") });
        bed.Test.MainFaults.On(StoreOperation.Find).Fail(StorageErrorKind.AccessDenied);
        await bed.Test.Maintenance.RunPendingWorkAsync();
    });

    [Fact]
    public Task Removals_EveryFailure_KeyOnlyAtDebug() => CheckAsync([300, 301, 302, 303, 310, 311, 600], async bed =>
    {
        await bed.Storage.UploadAsync(Key, Content);
        bed.Test.Queue.IsUnreachable = true;
        await bed.Storage.DeleteAsync(Key);
        bed.Test.LedgerFaults.On(LedgerOperation.ChangeWork).Fail();
        bed.Test.RunBackground();
        bed.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        bed.Test.LedgerFaults.Heal();
        bed.Test.BackupFaults.Outage = true;
        await bed.Test.Maintenance.RunPendingWorkAsync();
        bed.Test.Heal();
        bed.Test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        for (var i = 0; i <= bed.Test.Options.RemovalRetries; i++)
        {
            bed.Test.Clock.Advance(bed.Test.Options.MaxWorkRetryDelay);
            await bed.Test.Maintenance.RunPendingWorkAsync();
        }
    });

    [Fact]
    public Task Worker_LedgerAndQueueFail_KeyOnlyAtDebug() => CheckAsync([410], async bed =>
    {
        await bed.Storage.UploadAsync(Key, Content);
        await bed.Storage.DeleteAsync(Key);
        bed.Test.LedgerFaults.On(LedgerOperation.Claim).Fail();
        using var stop = new CancellationTokenSource();
        var worker = bed.Test.Engine.Worker.RunAsync(stop.Token);
        stop.Cancel();
        bed.Test.Clock.Advance(TimeSpan.FromHours(1));
        await worker;
    }, isNamed: false);

    [Fact]
    public async Task QueueInProcess_HandlerFails_KeyOnlyAtDebug()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        using var logs = new LogRecorder();
        var clock = new ManualTimeProvider();
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .AddResilientStorage(static storage => storage.UseInMemory(new InMemoryObjectStore()).DeleteQueue(static queue => queue.UseInProcess(static _ => { })))
            .BuildServiceProvider();
        var queue = provider.GetRequiredService<IDeleteQueue>();
        using var stop = new CancellationTokenSource();
        var consuming = queue.ConsumeAsync(static (_, _) => throw new StorageException(StorageErrorKind.Unknown, Key), stop.Token);

        await queue.EnqueueAsync([new DeleteGroup { Id = Guid.Empty, Instance = "default", VersionIds = [] }]);
        stop.Cancel();
        await consuming;

        Assert.Equal([(LogLevel.Warning, 320, false), (LogLevel.Debug, 320, true)], logs.Entries.Select(static entry => (entry.Level, entry.EventId, entry.Text.Contains(Telltale, StringComparison.Ordinal))));
    }

    /// <summary>Runs a story, and sees that it was logged, with the key and without it.</summary>
    private static async Task CheckAsync(int[] expectedEvents, Func<Observed, Task> story, bool isNamed = true)
    {
        await using var bed = new Observed(Small.NoRetention);
        await story(bed);
        bed.Test.RunBackground();

        var entries = bed.Logs.Entries;
        Assert.Subset(entries.Select(static entry => entry.EventId).ToHashSet(), expectedEvents.ToHashSet());
        Assert.DoesNotContain(entries, static entry => entry.Level > LogLevel.Debug && entry.Text.Contains(Telltale, StringComparison.Ordinal));
        Assert.Equal(isNamed, entries.Any(static entry => entry.Level == LogLevel.Debug && entry.Text.Contains(Telltale, StringComparison.Ordinal)));
        Assert.DoesNotContain(bed.Measurements.All, static measured => measured.Tags.Contains(Telltale, StringComparison.Ordinal));
        Assert.DoesNotContain(bed.Spans.All, static span => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)}".Contains(Telltale, StringComparison.Ordinal));
    }

    private static void Lose(Observed bed)
    {
        foreach (var store in new[] { bed.Test.Main, bed.Test.Backup })
        {
            store.Lose(store.ObjectKeys.Single(Observed.IsContent));
        }
    }
}
