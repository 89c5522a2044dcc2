using ResilientStorage.Alerts;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Reads;

/// <summary>What a reader does about what it found: repairs, restarts, the storm guard, the marker.</summary>
public sealed class ReadFindingTests
{
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    [Fact]
    public async Task OpenReadAsync_DeletedWhileOpening_NotFoundAndNoFinding()
    {
        await using var test = await WatchedAsync(static async test =>
        {
            await test.Storage.DeleteAsync("a.bin");
            await test.Maintenance.RunPendingWorkAsync();
        });

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.OpenReadAsync("a.bin"));

        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
        Assert.DoesNotContain(test.LedgerFaults.Calls, static call => call.Operation == LedgerOperation.Report);
    }

    [Fact]
    public async Task OpenReadAsync_ReplacedWhileOpening_TheNewVersion()
    {
        await using var test = await WatchedAsync(static async test =>
        {
            await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace);
            await test.Maintenance.RunPendingWorkAsync();
        });

        await using var download = await test.Storage.OpenReadAsync("a.bin");
        var bytes = new byte[1];
        await download.Content.ReadExactlyAsync(bytes);

        Assert.Equal(new byte[] { 2 }, bytes);
        Assert.Equal(1, download.Resource.Length);
        Assert.DoesNotContain(test.LedgerFaults.Calls, static call => call.Operation == LedgerOperation.Report);
    }

    [Fact]
    public async Task OpenReadAsync_ReplacedFasterThanItCanBeOpened_Unavailable()
    {
        await using var test = await WatchedAsync(
            static async test =>
            {
                await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace);
                await test.Maintenance.RunPendingWorkAsync();
            },
            times: int.MaxValue);

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.OpenReadAsync("a.bin"));

        Assert.Contains("ReaderGrace", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_DeletedAndRemovedWhileReading_ErrorThatSaysSo()
    {
        await using var test = Small.Storage(Small.NoRetention);
        await test.Storage.UploadAsync("a.bin", TestContent.Bytes(3 * Small.Block));
        test.MainFaults.On(StoreOperation.OpenRead).Call(1).EndBody(Small.Block);
        await using var download = await test.Storage.OpenReadAsync("a.bin");
        await test.Storage.DeleteAsync("a.bin");
        await test.Maintenance.RunPendingWorkAsync();

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => download.Content.CopyToAsync(Stream.Null));

        Assert.Contains("deleted or replaced while it was being read", error.Message, StringComparison.Ordinal);
        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
    }

    [Theory]
    [InlineData(ReadRepair.Background, 1)]
    [InlineData(ReadRepair.BeforeResponse, 0)]
    [InlineData(ReadRepair.Off, 0)]
    public async Task ReadRepair_MainMissing_RepairedAsAsked(ReadRepair mode, int queuedAfterwards)
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);

        await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { ReadRepair = mode });

        Assert.Equal(mode == ReadRepair.BeforeResponse ? ReplicaState.Stored : ReplicaState.Missing, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(queuedAfterwards, (await test.Maintenance.GetStatusAsync()).Ledger.RepairsQueued);
        Assert.Equal(mode == ReadRepair.BeforeResponse, test.Main.ObjectKeys.Contains(resource.ObjectKey));
    }

    [Fact]
    public async Task ReadRepair_BeforeResponseAndTheStoreFails_AnsweredAllTheSameAndLeftQueued()
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);
        test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);

        await ReadAsync(test, ReadRepair.BeforeResponse);

        Assert.Equal(1, (await test.Maintenance.GetStatusAsync()).Ledger.RepairsQueued);
        test.MainFaults.Heal();
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        test.Clock.Advance(test.Options.WorkRetryDelay);
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
    }

    [Fact]
    public async Task ReadRepair_BeforeResponseAndTheLedgerFails_AnsweredAllTheSame()
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        test.Main.Lose((await test.Storage.FindAsync("a.bin"))!.ObjectKey);
        test.LedgerFaults.On(LedgerOperation.Claim, LedgerOperation.Complete).Fail();

        await ReadAsync(test, ReadRepair.BeforeResponse);
    }

    [Theory]
    [InlineData(LedgerOperation.Report, 1)]
    [InlineData(LedgerOperation.Find, 2)]
    public async Task Content_LedgerFailsWhileAFindingIsTold_BackupsBytesAllTheSame(LedgerOperation operation, int call)
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);
        test.LedgerFaults.On(operation).Call(call).Fail();

        await ReadFailoverTests.CheckReadAsync(test);

        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
    }

    [Fact]
    public async Task Content_LedgerFailsWhenBothCopiesAreMissing_NotCalledLost()
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);
        test.Backup.Lose(resource.ObjectKey);
        test.LedgerFaults.On(LedgerOperation.Find).Calls(2).Fail();

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.OpenReadAsync("a.bin"));

        Assert.IsNotType<ResourceLostException>(error);
    }

    [Fact]
    public async Task OpenReadAsync_LedgerDown_LedgersError()
    {
        await using var test = await ReadFailoverTests.UploadedAsync();
        test.LedgerFaults.Outage = true;

        await Assert.ThrowsAsync<LedgerException>(() => test.Storage.OpenReadAsync("a.bin"));
    }

    [Fact]
    public async Task StormGuard_ManyMissingAtOnce_RepairsStopAndReadsGoOnUntilAPersonSaysSo()
    {
        await using var test = Small.Storage(static options => options.MissingStormFloor = 2);
        for (var i = 0; i < 5; i++)
        {
            var resource = await test.Storage.UploadAsync($"{i}.bin", new[] { (byte)i });
            test.Main.Lose(resource.ObjectKey);
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(new[] { (byte)i }, await test.Storage.ReadAllBytesAsync($"{i}.bin"));
        }

        test.RunBackground();
        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal((AlertKind.RepairsStopped, TestStorage.MainName), (alert.Kind, alert.Store));
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Equal(0, (await test.Maintenance.RepairAsync()).Repaired);
        var report = await test.Maintenance.RepairAsync(TestStorage.MainName);
        Assert.Equal((5, 0), (report.Repaired, report.Failed));
        Assert.Equal(5, TestStorage.Objects(test.Main).Count);
    }

    [Fact]
    public async Task StormGuard_SlowLosses_AreRepaired()
    {
        await using var test = Small.Storage(static options => options.MissingStormFloor = 1);
        for (var i = 0; i < 5; i++)
        {
            var resource = await test.Storage.UploadAsync($"{i}.bin", new[] { (byte)i });
            test.Main.Lose(resource.ObjectKey);
            await test.Storage.ReadAllBytesAsync($"{i}.bin");
            test.Clock.Advance(test.Options.MissingStormWindow);
        }

        Assert.Equal(5, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Empty(test.Alerts.Alerts);
    }

    [Fact]
    public async Task OpenReadAsync_StoreWhoseAbsenceNeedsTheMarkerLooksEmpty_TreatedAsUnavailable()
    {
        var main = new InMemoryObjectStore(capabilities: new ObjectStoreCapabilities { MinPartSize = 1, AbsenceNeedsMarker = true });
        await using var test = Small.Storage(main: main);
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        main.Clear();

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));

        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        test.RunBackground();
        Assert.Equal(AlertKind.MarkerMissing, Assert.Single(test.Alerts.Alerts).Kind);
        Assert.Empty(main.ObjectKeys);
    }

    private static Task<byte[]> ReadAsync(TestStorage test, ReadRepair mode) => test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { ReadRepair = mode });

    /// <summary>An engine whose main store does something before it opens the object, the first so many times.</summary>
    private static async Task<TestStorage> WatchedAsync(Func<TestStorage, Task> meanwhile, int times = 1)
    {
        WatchedStore? watched = null;
        var test = Small.Storage(Small.NoRetention, wrapMain: store => watched = new WatchedStore(store));
        await test.Storage.UploadAsync("a.bin", new byte[] { 1, 2, 3 });
        var left = times;
        watched!.BeforeOpen = async key =>
        {
            if (key.StartsWith('a') && left-- > 0)
            {
                await meanwhile(test);
            }
        };
        test.LedgerFaults.ForgetCalls();
        return test;
    }
}
