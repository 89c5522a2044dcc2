using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Bells;

/// <summary>The delete queue is a doorbell: told when work is due, told again, and done without when it cannot be told.</summary>
public sealed class RemovalBellTests
{
    [Fact]
    public async Task Ring_DeletesDueAtOnce_GroupsOfFiveOffTheCallersPath()
    {
        await using var test = await RemovalTests.DeletedAsync([.. Enumerable.Range(0, 12).Select(static i => $"{i}.bin")]);
        Assert.Empty(test.Queue.Enqueued);

        test.RunBackground();

        Assert.Equal(3, test.Queue.Enqueued.Count);
        Assert.All(await RemovalTests.ListAsync(test.Maintenance.ListResidueAsync()), static item => Assert.NotNull(item.ToldAt));
    }

    [Fact]
    public async Task Ring_RetentionRuns_NotToldBeforeItIsDue()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");
        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        Assert.Empty(test.Queue.Enqueued);

        test.Clock.Advance(test.Options.DeletedRetention);
        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Single(test.Queue.Enqueued);
        Assert.Single(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task Ring_LostBell_PolledAfterFifteenMinutes()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.RunBackground();
        test.Clock.Advance(test.Options.RemoveUnheardAfter - TimeSpan.FromSeconds(1));
        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        Assert.Single(TestStorage.Objects(test.Main));

        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task Ring_WorkThatStaysDue_ToldAgainAfterThirtyMinutes()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.BackupFaults.Outage = true;
        test.RunBackground();
        for (var minute = 0; minute < 30; minute++)
        {
            await test.Engine.Worker.PollOnceAsync(CancellationToken.None);
            Assert.Single(test.Queue.Enqueued);
            test.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Equal(2, test.Queue.Enqueued.Count);
    }

    [Fact]
    public async Task Ring_QueueUnreachable_RecordedAlertedAndPolled()
    {
        await using var test = Small.Storage(options =>
        {
            Small.NoRetention(options);
            options.QueueRetryDelay = TimeSpan.Zero;
        });
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        test.Queue.IsUnreachable = true;
        await test.Storage.DeleteAsync("a.bin");

        test.RunBackground();

        var item = (await RemovalTests.ListAsync(test.Maintenance.ListResidueAsync()))[0];
        Assert.Equal(test.Clock.GetUtcNow(), item.QueueUnreachableAt);
        Assert.Contains("cannot be reached", item.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await test.Maintenance.GetStatusAsync()).Ledger.QueueUnreachable);
        Assert.Contains((await test.VersionsAsync("a.bin"))[0].History, static entry => entry.Event == HistoryEvent.QueueUnreachable && entry.Reason!.Contains("cannot be reached", StringComparison.Ordinal));
        test.RunBackground();
        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal(AlertKind.QueueUnreachable, alert.Kind);
        Assert.Contains("cannot be reached", alert.Message, StringComparison.Ordinal);
        await test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task Ring_LedgerCannotNoteIt_NothingBreaks()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.LedgerFaults.On(LedgerOperation.ChangeWork).Fail();

        test.RunBackground();

        Assert.Single(test.Queue.Enqueued);
        Assert.Equal(2, (await test.Maintenance.RunPendingWorkAsync()).Removed);
    }

    [Fact]
    public async Task Ring_FailedUpload_ToldAtOnce()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Fail(StorageErrorKind.QuotaExceeded);

        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[1]));
        test.RunBackground();

        Assert.Single(test.Queue.Enqueued);
    }

    [Fact]
    public async Task Ring_EngineDisposed_QueueIsNotTold()
    {
        var test = await RemovalTests.DeletedAsync("a.bin");

        await test.DisposeAsync();
        test.RunBackground();

        Assert.Empty(test.Queue.Enqueued);
    }
}
