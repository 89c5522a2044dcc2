using ResilientStorage.Testing;

namespace ResilientStorage.Seed;

/// <summary>The read scenario that this library began with; the numbers are its steps.</summary>
public sealed class SeedReadTests
{
    private static readonly byte[] Photo = TestContent.Bytes(100_000);

    [Fact]
    public async Task Read1_LedgerSaysMainHoldsIt_MainIsAsked()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.ForgetCalls();

        await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Contains(test.MainFaults.Calls, static call => call.Operation == StoreOperation.OpenRead);
    }

    [Fact]
    public async Task Read1_LedgerSaysMainLacksIt_OnlyBackupIsAsked()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Clear();
        test.MainFaults.On(StoreOperation.Put).Fail();
        await LoseMainAsync(test, "photo.jpg");
        test.MainFaults.ForgetCalls();

        var bytes = await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(Photo, bytes);
        Assert.DoesNotContain(test.MainFaults.Calls, static call => call.Operation == StoreOperation.OpenRead);
    }

    [Fact]
    public async Task Read2_MainHoldsIt_MainsBytesAndBackupIsNotAsked()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        test.BackupFaults.ForgetCalls();

        var bytes = await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(Photo, bytes);
        Assert.Empty(test.BackupFaults.Calls);
    }

    [Fact]
    public async Task Read3_MainLacksIt_LedgerMarksMainAsLackingIt()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);
        test.MainFaults.On(StoreOperation.Put).Fail();

        await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(ReplicaState.Missing, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
    }

    [Fact]
    public async Task Read4_LedgerSaysNoStoreHoldsIt_Lost()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);
        test.Backup.Lose(resource.ObjectKey);
        await Assert.ThrowsAsync<ResourceLostException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));
        test.MainFaults.ForgetCalls();
        test.BackupFaults.ForgetCalls();

        await Assert.ThrowsAsync<ResourceLostException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));

        Assert.DoesNotContain(test.MainFaults.Calls.Concat(test.BackupFaults.Calls), static call => call.Operation == StoreOperation.OpenRead);
    }

    [Fact]
    public async Task Read4_NoSuchResource_NotFound()
    {
        await using var test = TestStorage.SeedWay();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));
    }

    [Fact]
    public async Task Read5_MainLacksIt_BackupsBytes()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);

        var bytes = await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(Photo, bytes);
    }

    [Fact]
    public async Task Read6_MainLacksIt_IsStoredInMainBeforeTheAnswer()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);

        await using var download = await test.Storage.OpenReadAsync("photo.jpg");

        Assert.Equal(Photo, test.Main.ReadBytes(resource.ObjectKey));
        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
    }

    [Fact]
    public async Task Read6_StoringInMainFails_TriedFourTimesThenAnswered()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);
        test.MainFaults.ForgetCalls();
        test.MainFaults.On(StoreOperation.Put).Fail();

        var bytes = await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(Photo, bytes);
        Assert.Equal(4, test.MainFaults.Calls.Count(call => call.Operation == StoreOperation.Put && call.Keys.Contains(resource.ObjectKey)));
        Assert.Equal(1, (await test.Maintenance.GetStatusAsync()).Ledger.RepairsQueued);
    }

    [Fact]
    public async Task Read7_BackupLacksItToo_MarkedAndLost()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.Main.Lose(resource.ObjectKey);
        test.Backup.Lose(resource.ObjectKey);

        var error = await Assert.ThrowsAsync<ResourceLostException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));

        Assert.Contains("valid resource, but no store has", error.Message, StringComparison.Ordinal);
        Assert.Equal(ReplicaState.Missing, await test.StateInAsync(TestStorage.BackupName, resource.VersionId));
    }

    [Theory]
    [InlineData(StorageErrorKind.AccessDenied)]
    [InlineData(StorageErrorKind.Timeout)]
    [InlineData(StorageErrorKind.Unavailable)]
    public async Task Read_OtherTroubleOfMain_BackupsBytesAtOnceAndNoRepair(StorageErrorKind kind)
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.ForgetCalls();
        test.MainFaults.On(StoreOperation.OpenRead).Fail(kind);

        var bytes = await test.Storage.ReadAllBytesAsync("photo.jpg");

        Assert.Equal(Photo, bytes);
        Assert.Single(test.MainFaults.Calls, static call => call.Operation == StoreOperation.OpenRead);
        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(0, (await test.Maintenance.GetStatusAsync()).Ledger.RepairsQueued);
    }

    [Fact]
    public async Task Read_BothFail_ErrorWithBothCausesAndReasonsInTheLedger()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.On(StoreOperation.OpenRead).Fail(StorageErrorKind.AccessDenied);
        test.BackupFaults.Outage = true;

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));

        Assert.Equal([StorageErrorKind.AccessDenied, StorageErrorKind.Unavailable], error.Causes.Select(static cause => cause.Kind));
        Assert.Equal([TestStorage.MainName, TestStorage.BackupName], error.Causes.Select(static cause => cause.Store));
        var replicas = (await test.VersionsAsync("photo.jpg")).Single().Replicas;
        Assert.StartsWith("AccessDenied:", replicas[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("Unavailable:", replicas[1].Reason, StringComparison.Ordinal);
    }

    private static async Task LoseMainAsync(TestStorage test, string key)
    {
        // The marker is main's word that it is the right store.
        test.MainFaults.Heal();
        var resource = await test.Storage.FindAsync(key);
        await test.Storage.ReadAllBytesAsync(key, new ReadOptions { ReadRepair = ReadRepair.Off });
        Assert.Equal(ReplicaState.Missing, await test.StateInAsync(TestStorage.MainName, resource!.VersionId));
    }
}
