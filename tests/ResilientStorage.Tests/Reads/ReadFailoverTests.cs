using ResilientStorage.Alerts;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Reads;

/// <summary>Streams that break, stall or lie in the middle, and copies that are bad.</summary>
public sealed class ReadFailoverTests
{
    private const int Size = (3 * Small.Block) + 100;
    private static readonly byte[] Content = TestContent.Bytes(Size);

    public static TheoryData<int> Cuts =>
        [0, 1, 99, Small.Block - 1, Small.Block, Small.Block + 1, (2 * Small.Block) - 1, 2 * Small.Block, (2 * Small.Block) + 1, 3 * Small.Block, (3 * Small.Block) + 1, Size - 1];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Content_MainBreaksOffAnywhere_GoesOnFromTheBackupAtThatByte(int at)
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(StoreOperation.OpenRead).CutBody(at);

        await CheckReadAsync(test);
        await CheckHealthyAsync(test);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Content_MainEndsTooEarlyAnywhere_GoesOnFromTheBackup(int at)
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(StoreOperation.OpenRead).EndBody(at);

        await CheckReadAsync(test);
        await CheckHealthyAsync(test);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Content_MainStallsAnywhere_GoesOnFromTheBackupAfterTheTimeout(int at)
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(StoreOperation.OpenRead).StallBody(at);

        var patience = at == 0 ? test.Options.Resilience.FirstByteTimeout : test.Options.Resilience.StreamIdleTimeout;
        var read = test.Storage.ReadAllBytesAsync("a.bin");
        test.Clock.Advance(patience - TimeSpan.FromSeconds(1));
        Assert.False(read.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Content, await read);
        await CheckHealthyAsync(test);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Content_OneWrongByteOnTheWay_ReadAgainAndNoFinding(int at)
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(StoreOperation.OpenRead).Call(1).FlipReadByte(at);

        await CheckReadAsync(test);
        await CheckHealthyAsync(test);
        Assert.Empty(test.BackupFaults.Calls);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Content_MainIsCorrupt_BackupsBytesRepairAndAlert(int at)
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Corrupt(resource.ObjectKey, at);

        await CheckReadAsync(test);

        Assert.Equal(ReplicaState.Corrupt, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        test.RunBackground();
        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal((AlertKind.ReplicaCorrupt, TestStorage.MainName, "a.bin"), (alert.Kind, alert.Store, alert.ResourceKey));
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Equal(Content, test.Main.ReadBytes(resource.ObjectKey));
        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Small.Block)]
    [InlineData(Size - 1)]
    [InlineData(Size + 1)]
    public async Task Content_MainHasAnObjectOfAnotherLength_CorruptAndRepaired(int length)
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        var bytes = new byte[length];
        Content.AsSpan(0, Math.Min(length, Size)).CopyTo(bytes);
        await test.Main.PutAsync(resource.ObjectKey, new System.Buffers.ReadOnlySequence<byte>(bytes), new Stores.PutObjectOptions());

        await CheckReadAsync(test);

        Assert.Equal(ReplicaState.Corrupt, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Equal(Content, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Content_BothStoresBreakOffAgainAndAgain_WholeInTheEnd()
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(StoreOperation.OpenRead).Calls(1, 2).CutBody(Small.Block + 10);
        test.BackupFaults.On(StoreOperation.OpenRead).Calls(1, 2).CutBody(10);

        await CheckReadAsync(test);
        await CheckHealthyAsync(test);
    }

    [Fact]
    public async Task Content_BothStoresDown_EachCauseAndNoAlert()
    {
        await using var test = await UploadedAsync();
        test.MainFaults.Outage = test.BackupFaults.Outage = true;

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.OpenReadAsync("a.bin"));

        Assert.Equal([TestStorage.MainName, TestStorage.BackupName], error.Causes.Select(static cause => cause.Store));
        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
        test.MainFaults.Heal();
        await CheckHealthyAsync(test);
    }

    [Fact]
    public async Task Content_BothCopiesBadInTheSameBlock_ErrorWithBothCausesAndNothingOverwritten()
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Corrupt(resource.ObjectKey, 5);
        test.Backup.Corrupt(resource.ObjectKey, 6);
        var (main, backup) = (test.Main.ReadBytes(resource.ObjectKey), test.Backup.ReadBytes(resource.ObjectKey));

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.ReadAllBytesAsync("a.bin"));
        await test.Maintenance.RunPendingWorkAsync();
        await test.Maintenance.RepairAsync();

        Assert.IsNotType<ResourceLostException>(error);
        Assert.Equal([(TestStorage.MainName, StorageErrorKind.Integrity), (TestStorage.BackupName, StorageErrorKind.Integrity)], error.Causes.Select(static cause => (cause.Store, cause.Kind)));
        test.RunBackground();
        Assert.Contains(test.Alerts.Alerts, static alert => alert.Kind == AlertKind.AllCopiesBad);
        Assert.Equal(main, test.Main.ReadBytes(resource.ObjectKey));
        Assert.Equal(backup, test.Backup.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Content_CopiesBadInDifferentBlocks_StillReadableNowAndLater()
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Corrupt(resource.ObjectKey, 5);
        test.Backup.Corrupt(resource.ObjectKey, Small.Block + 5);

        await CheckReadAsync(test);
        await CheckReadAsync(test);

        Assert.Equal(2, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Equal(Content, test.Main.ReadBytes(resource.ObjectKey));
        Assert.Equal(Content, test.Backup.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Content_MissingInBoth_LostWithAlert()
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);
        test.Backup.Lose(resource.ObjectKey);

        var error = await Assert.ThrowsAsync<ResourceLostException>(() => test.Storage.OpenReadAsync("a.bin"));

        Assert.Equal(2, error.Causes.Count);
        test.RunBackground();
        Assert.Equal(AlertKind.ResourceLost, Assert.Single(test.Alerts.Alerts).Kind);
    }

    [Theory]
    [InlineData(StorageErrorKind.AccessDenied)]
    [InlineData(StorageErrorKind.Unavailable)]
    public async Task Content_MainMissingAndBackupInTrouble_UnavailableNotLost(StorageErrorKind kind)
    {
        await using var test = await UploadedAsync();
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        test.Main.Lose(resource.ObjectKey);
        test.BackupFaults.On(StoreOperation.OpenRead).Fail(kind);

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.OpenReadAsync("a.bin"));

        Assert.IsNotType<ResourceLostException>(error);
        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
    }

    [Theory]
    [InlineData(StoreOperation.OpenRead)]
    public async Task Content_CancelledWhileAStoreHangs_PlainCancellation(StoreOperation operation)
    {
        await using var test = await UploadedAsync();
        test.MainFaults.On(operation).Hang();
        using var cancel = new CancellationTokenSource();

        var read = test.Storage.OpenReadAsync("a.bin", cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(cancel.Token, error.CancellationToken);
        test.MainFaults.Heal();
        await CheckHealthyAsync(test);
    }

    [Fact]
    public async Task Content_OutageOfMain_OneNoteInTheLedgerForManyReads()
    {
        await using var test = await UploadedAsync();
        test.MainFaults.Outage = true;
        test.LedgerFaults.ForgetCalls();

        for (var i = 0; i < 5; i++)
        {
            await CheckReadAsync(test);
        }

        Assert.Equal(1, test.LedgerFaults.Calls.Count(static call => call.Operation == LedgerOperation.Report));
    }

    internal static async Task<TestStorage> UploadedAsync(Action<Configuration.ResilientStorageOptions>? configure = null)
    {
        var test = Small.Storage(configure);
        await test.Storage.UploadAsync("a.bin", Content);
        test.MainFaults.ForgetCalls();
        test.BackupFaults.ForgetCalls();
        return test;
    }

    internal static async Task CheckReadAsync(TestStorage test) => Assert.Equal(Content, await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { VerifyHash = true }));

    private static async Task CheckHealthyAsync(TestStorage test)
    {
        var resource = (await test.Storage.FindAsync("a.bin"))!;
        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.BackupName, resource.VersionId));
        Assert.Equal(0, (await test.Maintenance.GetStatusAsync()).Ledger.RepairsQueued);
        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
    }
}
