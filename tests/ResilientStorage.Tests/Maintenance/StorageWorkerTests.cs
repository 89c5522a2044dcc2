using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage.Maintenance;

/// <summary>The worker as it runs in a host: bells, polls, sweeps, failures, the end.</summary>
public sealed class StorageWorkerTests
{
    [Fact]
    public async Task RunAsync_DeleteDueAtOnce_RemovedWhenTheBellRings()
    {
        await using var test = Small.Storage(Small.NoRetention);
        await using var worker = Running.Start(test.Engine.Worker);
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");

        test.RunBackground();

        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Equal(0, test.Queue.Running);
    }

    [Fact]
    public async Task RunAsync_RetentionEnds_RemovedByTheNextPoll()
    {
        await using var test = Small.Storage();
        await using var worker = Running.Start(test.Engine.Worker);
        var resource = await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");

        test.Clock.Advance(test.Options.DeletedRetention - TimeSpan.FromSeconds(1));
        Assert.NotEmpty(TestStorage.Objects(test.Main));
        test.Clock.Advance(test.Options.PollInterval + TimeSpan.FromSeconds(1));

        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task RunAsync_BellsLost_PolledAllTheSame()
    {
        await using var test = Small.Storage(Small.NoRetention);
        await using var worker = Running.Start(test.Engine.Worker);
        test.Queue.LoseNext(100);
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");
        test.RunBackground();
        Assert.NotEmpty(TestStorage.Objects(test.Main));

        test.Clock.Advance(test.Options.RemoveUnheardAfter + test.Options.PollInterval);

        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task RunAsync_MissingCopyFoundByAReader_RepairedSoon()
    {
        await using var test = Small.Storage();
        await using var worker = Running.Start(test.Engine.Worker);
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);

        await test.Storage.ReadAllBytesAsync("a.bin");
        test.RunBackground();

        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task RunAsync_AbandonedUpload_SweptAfterItsLease()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Fail();
        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[1]));
        test.LedgerFaults.Heal();
        await using var worker = Running.Start(test.Engine.Worker);

        test.Clock.Advance(test.Options.SweepInterval + test.Options.PollInterval);
        Assert.Empty(TestStorage.Objects(test.Main));
        test.Clock.Advance(test.Options.LateWriteGrace + test.Options.PollInterval);

        Assert.Equal(VersionState.Purged, (await test.VersionsAsync("a.bin"))[0].State);
    }

    [Fact]
    public async Task RunAsync_LedgerFailsForAWhile_GoesOnAfterwards()
    {
        await using var test = Small.Storage(Small.NoRetention);
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");
        test.LedgerFaults.Outage = true;
        await using var worker = Running.Start(test.Engine.Worker);
        test.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(TestStorage.Objects(test.Main));

        test.LedgerFaults.Heal();
        test.Clock.Advance(test.Options.PollInterval * 2);

        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task RunAsync_StoreDarkForAWhile_RemovedWithoutAnotherDelete()
    {
        await using var test = Small.Storage(Small.NoRetention);
        await using var worker = Running.Start(test.Engine.Worker);
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        test.BackupFaults.Outage = true;
        await test.Storage.DeleteAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromHours(5));
        Assert.NotEmpty(TestStorage.Objects(test.Backup));

        test.BackupFaults.Heal();
        test.Clock.Advance(test.Options.MaxWorkRetryDelay + test.Options.RemoveUnheardAfter + test.Options.PollInterval);

        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Empty(await RemovalTests.ListAsync(test.Maintenance.ListDeadLettersAsync()));
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAndLeavesNoTimer()
    {
        var test = Small.Storage();
        using var stop = new CancellationTokenSource();
        var run = test.Engine.Worker.RunAsync(stop.Token);
        Assert.False(run.IsCompleted);

        stop.Cancel();
        await run;
        await test.DisposeAsync();

        Assert.Equal(0, test.Clock.ArmedTimers);
    }

    [Fact]
    public async Task RunAsync_InProcessQueue_DeletesRemovedAndWithoutAWorkerLeftToOthers()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new ManualTimeProvider();
        var main = new InMemoryObjectStore(clock);
        var database = new InMemoryLedgerDatabase(clock);
        var options = new Configuration.ResilientStorageOptions();
        Small.NoRetention(options);
        var queue = new InProcessDeleteQueue(new InProcessDeleteQueueOptions(), clock, NullLogger<InProcessDeleteQueue>.Instance);
        await using var engine = new StorageEngine(new EngineSetup
        {
            Instance = "default",
            Stores =
            [
                new EngineStore("main", StoreRole.Main, new StorePlace("in-memory", "", "main"), main),
                new EngineStore("backup", StoreRole.Backup, new StorePlace("in-memory", "", "backup"), new InMemoryObjectStore(clock)),
            ],
            Ledger = new InMemoryResourceLedger(database),
            Queue = queue,
            Options = options,
            Time = clock,
        });
        await engine.Storage.UploadAsync("a.bin", new byte[1]);
        await engine.Storage.UploadAsync("b.bin", new byte[1]);
        await engine.Storage.DeleteAsync("a.bin");
        clock.Advance(TimeSpan.Zero);
        Assert.Equal(2, TestStorage.Objects(main).Count);
        Assert.All(await RemovalTests.ListAsync(engine.Maintenance.ListResidueAsync()), static item => Assert.Null(item.ToldAt));

        await using (Running.Start(engine.Worker))
        {
            clock.Advance(options.PollInterval);
            Assert.Single(TestStorage.Objects(main));
            await engine.Storage.DeleteAsync("b.bin");
            clock.Advance(TimeSpan.Zero);
            Assert.Empty(TestStorage.Objects(main));
        }

        Assert.False(queue.HasConsumers);
    }

    [Fact]
    public async Task HandleAsync_GroupOfAnotherInstanceOrWithNothingToDo_Done()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        var version = (await test.VersionsAsync("a.bin"))[0].VersionId;

        var other = await test.Engine.Worker.HandleAsync(Group("other", version), CancellationToken.None);
        Assert.Equal(DeleteOutcomeKind.Done, other.Kind);
        Assert.NotEmpty(TestStorage.Objects(test.Main));

        Assert.Equal(DeleteOutcomeKind.Done, (await test.Engine.Worker.HandleAsync(Group("default", version), CancellationToken.None)).Kind);
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Equal(DeleteOutcomeKind.Done, (await test.Engine.Worker.HandleAsync(Group("default", version), CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task HandleAsync_FailureOrDeadLetter_RetryAfterThePauseThenDead()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        var group = Group("default", (await test.VersionsAsync("a.bin"))[0].VersionId);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var retry = await test.Engine.Worker.HandleAsync(group, CancellationToken.None);
            Assert.Equal((DeleteOutcomeKind.Retry, TimeSpan.FromSeconds(30 * Math.Pow(2, attempt))), (retry.Kind, retry.After));
            test.Clock.Advance(retry.After);
        }

        Assert.Equal(DeleteOutcomeKind.Dead, (await test.Engine.Worker.HandleAsync(group, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task HandleAsync_NotDueOrRestored_DoneAndNothingRemoved()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[1]);
        Assert.Equal(DeleteOutcomeKind.Done, (await test.Engine.Worker.HandleAsync(Group("default", resource.VersionId), CancellationToken.None)).Kind);
        await test.Storage.DeleteAsync("a.bin");
        Assert.Equal(DeleteOutcomeKind.Done, (await test.Engine.Worker.HandleAsync(Group("default", resource.VersionId), CancellationToken.None)).Kind);

        await test.Storage.RestoreAsync("a.bin");
        Assert.Equal(DeleteOutcomeKind.Done, (await test.Engine.Worker.HandleAsync(Group("default", resource.VersionId), CancellationToken.None)).Kind);

        Assert.Single(TestStorage.Objects(test.Main));
    }

    private static DeleteGroup Group(string instance, VersionId version) => new() { Id = Guid.Empty, Instance = instance, VersionIds = [version] };

    private sealed class Running(CancellationTokenSource stop, Task run) : IAsyncDisposable
    {
        public static Running Start(StorageWorker worker)
        {
            var stop = new CancellationTokenSource();
            return new Running(stop, worker.RunAsync(stop.Token));
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await run;
            stop.Dispose();
        }
    }
}
