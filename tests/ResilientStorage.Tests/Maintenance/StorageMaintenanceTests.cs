using ResilientStorage.Alerts;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Maintenance;

/// <summary>The operator's hands: status, sweep, repair; and the end of an engine in the middle of work.</summary>
public sealed class StorageMaintenanceTests
{
    [Fact]
    public async Task GetStatusAsync_SomeOfEverything_Counted()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[10], new UploadOptions { PublishAt = PublishAt.Key("pub") });
        await test.Storage.UploadAsync("b.bin", new byte[5]);
        await test.Storage.UploadAsync("c.bin", new byte[1]);
        await test.Storage.DeleteAsync("c.bin");
        test.Main.Lose(first.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");

        var status = await test.Maintenance.GetStatusAsync();

        Assert.Equal("default", status.Instance);
        Assert.NotEqual(Guid.Empty, status.LedgerId);
        var ledger = status.Ledger;
        Assert.Equal((2, 0, 1, 1, 0, 1, 1, 0), (ledger.Live, ledger.Pending, ledger.AwaitingRemoval, ledger.UnderReplicated, ledger.RemovalsDue, ledger.RepairsQueued, ledger.AliasesQueued, ledger.DeadLetters));
        Assert.Equal([(TestStorage.MainName, 1L), (TestStorage.BackupName, 0L)], ledger.Stores.Select(static store => (store.Store.Name, store.Missing)));
    }

    [Fact]
    public async Task RunPendingWorkAsync_NothingToDo_AllZero()
    {
        await using var test = Small.Storage();

        Assert.Equal(new WorkReport(), await test.Maintenance.RunPendingWorkAsync());
    }

    [Fact]
    public async Task SweepAsync_UnderReplicatedVersionWithoutWork_QueuedAndRepaired()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { ReadRepair = ReadRepair.Off });
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Repaired);

        var report = await test.Maintenance.SweepAsync();

        Assert.Equal((0, 0, 1, 1), (report.UploadsFenced, report.RemovalsQueued, report.RepairsQueued, report.Work.Repaired));
        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task SweepAsync_AbandonedUploadInParts_AbortedAndGone()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.FailUpload).Fail();
        test.BackupFaults.On(StoreOperation.CompleteMultipart).Fail(StorageErrorKind.AccessDenied);
        test.MainFaults.On(StoreOperation.CompleteMultipart).Fail(StorageErrorKind.AccessDenied);
        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[Small.Window + 1]));
        test.LedgerFaults.Heal();
        Assert.Equal((1, 1), (test.Main.UnfinishedUploads, test.Backup.UnfinishedUploads));
        test.Clock.Advance(test.Options.Lease);

        var report = await test.Maintenance.SweepAsync();

        Assert.Equal(1, report.UploadsFenced);
        Assert.Equal((0, 0), (test.Main.UnfinishedUploads, test.Backup.UnfinishedUploads));
    }

    [Fact]
    public async Task RepairAsync_EmptiedStore_EverythingWrittenAgainAndTheMarkerToo()
    {
        await using var test = Small.Storage();
        for (var i = 0; i < 120; i++)
        {
            await test.Storage.UploadAsync($"{i}.bin", new[] { (byte)i });
        }

        test.Main.Clear();

        var report = await test.Maintenance.RepairAsync(TestStorage.MainName);

        Assert.Equal((120, 120, 120, 0), (report.Checked, report.FoundMissing, report.Repaired, report.Failed));
        Assert.Equal(121, test.Main.ObjectKeys.Count);
        Assert.Contains(".resilient-storage/owner.json", test.Main.ObjectKeys);
        var again = await test.Maintenance.RepairAsync(TestStorage.MainName);
        Assert.Equal((120, 0, 0, 0), (again.Checked, again.FoundMissing, again.Repaired, again.Failed));
    }

    [Fact]
    public async Task RepairAsync_ObjectOfAnotherLength_WrittenAgain()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1, 2 });
        await test.Main.PutAsync(resource.ObjectKey, default, new Stores.PutObjectOptions());

        var report = await test.Maintenance.RepairAsync(TestStorage.MainName);

        Assert.Equal((1, 0, 1), (report.Checked, report.FoundMissing, report.Repaired));
        Assert.Equal(new byte[] { 1, 2 }, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task RepairAsync_WithoutAStore_OnlyWhatIsQueuedAndWithoutThePause()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Failed);
        test.MainFaults.Heal();

        var report = await test.Maintenance.RepairAsync();

        Assert.Equal((0, 0, 1, 0), (report.Checked, report.FoundMissing, report.Repaired, report.Failed));
    }

    [Fact]
    public async Task RepairAsync_UnknownStore_ArgumentExceptionThatListsThem()
    {
        await using var test = Small.Storage();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => test.Maintenance.RepairAsync("vultr"));

        Assert.Contains("'main', 'backup'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepairAsync_StoreIsDark_ItsErrorAndNothingReportedMissing()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.MainFaults.On(StoreOperation.Find).Fail();

        await Assert.ThrowsAsync<StorageException>(() => test.Maintenance.RepairAsync(TestStorage.MainName));

        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
    }

    [Fact]
    public async Task Repair_DeletedWhileItRuns_NothingIsDeletedByTheRepairAndTheRemovalDoesItsWork()
    {
        await using var test = Small.Storage(Small.NoRetention);
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        test.MainFaults.On(StoreOperation.Put).Call(1).Delay(TimeSpan.FromSeconds(1));
        var repair = test.Maintenance.RepairAsync();
        await test.Storage.DeleteAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await repair;

        Assert.DoesNotContain(test.MainFaults.Calls, static call => call.Operation == StoreOperation.Delete);
        test.Clock.Advance(test.Options.LateWriteGrace + test.Options.Lease);
        await test.Maintenance.RunPendingWorkAsync();
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task Repair_LongContentThatFails_UploadInPartsIsAborted()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", TestContent.Bytes(Small.Window + 1));
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        test.MainFaults.On(StoreOperation.CompleteMultipart).Fail(StorageErrorKind.AccessDenied);

        Assert.Equal(1, (await test.Maintenance.RepairAsync()).Failed);

        Assert.Equal(0, test.Main.UnfinishedUploads);
        test.MainFaults.Heal();
        Assert.Equal(1, (await test.Maintenance.RepairAsync()).Repaired);
        Assert.Equal(TestContent.Bytes(Small.Window + 1), test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Repair_LeaseLost_StopsAndAnotherDoesIt()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        test.MainFaults.On(StoreOperation.Put).Call(1).Hang();
        test.LedgerFaults.On(LedgerOperation.Renew).Fail();
        var first = test.Maintenance.RepairAsync();
        test.Clock.Advance(test.Options.Lease);
        Assert.Equal(1, (await first).Failed);
        test.Clock.Advance(test.Options.WorkRetryDelay);

        Assert.Equal(1, (await test.Maintenance.RepairAsync()).Repaired);
        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Alerts_SinkThatFails_BreaksNothing()
    {
        await using var test = Small.Storage();
        test.Alerts.Error = new InvalidOperationException("the webhook is gone");
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Corrupt(resource.ObjectKey, 0);

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
        test.RunBackground();

        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal((AlertKind.ReplicaCorrupt, "default", test.Clock.GetUtcNow()), (alert.Kind, alert.Instance, alert.At));
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
    }

    [Fact]
    public async Task Dispose_WhileABellIsUnderWay_ToldToStopAndAwaited()
    {
        var test = Small.Storage(static options =>
        {
            Small.NoRetention(options);
            options.QueueRetryDelay = TimeSpan.FromSeconds(5);
        });
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        test.Queue.IsUnreachable = true;
        await test.Storage.DeleteAsync("a.bin");
        test.RunBackground();

        await test.DisposeAsync();

        Assert.Equal(0, test.Clock.ArmedTimers);
        test.Engine.Dispose();
        Assert.Empty(test.Alerts.Alerts);
    }

    [Fact]
    public async Task Listings_ResidueAndDeadLetters_OpenTheLedgerFirst()
    {
        await using var test = Small.Storage();
        await foreach (var item in test.Maintenance.ListResidueAsync())
        {
            Assert.Fail($"{item}");
        }

        await foreach (var item in test.Maintenance.ListDeadLettersAsync())
        {
            Assert.Fail($"{item}");
        }

        Assert.Equal(0, await test.Maintenance.RetryDeadLettersAsync());
        Assert.Equal(LedgerOperation.Open, test.LedgerFaults.Calls[0].Operation);
    }
}
