using ResilientStorage.Testing;

namespace ResilientStorage.Seed;

/// <summary>The delete scenario that this library began with, and what it calls residue.</summary>
public sealed class SeedDeleteTests
{
    private static readonly byte[] Photo = TestContent.Bytes(100_000);

    [Fact]
    public async Task Delete1_NeverStored_NotFound()
    {
        await using var test = TestStorage.SeedWay();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.DeleteAsync("photo.jpg"));
    }

    [Fact]
    public async Task Delete1_DeletedAlready_NotFound()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        await test.Storage.DeleteAsync("photo.jpg");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.DeleteAsync("photo.jpg"));
    }

    [Fact]
    public async Task Delete2_Live_MarkedDeletedBeforeAnyStoreIsAsked()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.ForgetCalls();
        test.BackupFaults.ForgetCalls();

        await test.Storage.DeleteAsync("photo.jpg");

        Assert.Equal(VersionState.Deleted, await test.StateAsync(resource.VersionId));
        Assert.Empty(test.MainFaults.Calls);
        Assert.Empty(test.BackupFaults.Calls);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.ReadAllBytesAsync("photo.jpg"));
    }

    [Fact]
    public async Task Delete3To6_BothStoresRemove_BothStruckOff()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        await test.Storage.DeleteAsync("photo.jpg");

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(ReplicaState.Removed, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(ReplicaState.Removed, await test.StateInAsync(TestStorage.BackupName, resource.VersionId));
        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Empty(TestStorage.Objects(test.Backup));
    }

    [Fact]
    public async Task Delete3_MainFails_BackupIsRemovedAndMainIsResidue()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.On(StoreOperation.Delete).RefuseKeys();
        await test.Storage.DeleteAsync("photo.jpg");

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(ReplicaState.Removed, await test.StateInAsync(TestStorage.BackupName, resource.VersionId));
        Assert.Equal([TestStorage.MainName], await ResidueAsync(test));
    }

    [Fact]
    public async Task Delete5_BackupFails_MainIsRemovedAndBackupIsResidue()
    {
        await using var test = TestStorage.SeedWay();
        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        await test.Storage.DeleteAsync("photo.jpg");

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(ReplicaState.Removed, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal([TestStorage.BackupName], await ResidueAsync(test));
    }

    [Fact]
    public async Task Residue_FailedUpload_IsListedUntilRemoved()
    {
        await using var test = TestStorage.SeedWay();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith("photo", StringComparison.Ordinal)).Fail(StorageErrorKind.AccessDenied);
        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("photo.jpg", Photo));
        Assert.Equal([TestStorage.BackupName, TestStorage.MainName], await ResidueAsync(test));

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Empty(await ResidueAsync(test));
    }

    [Fact]
    public async Task Residue_DeleteRequestWithAPlaceLeft_IsListedUntilRemoved()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        await test.Storage.DeleteAsync("photo.jpg");
        Assert.Equal([TestStorage.BackupName, TestStorage.MainName], await ResidueAsync(test));

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Empty(await ResidueAsync(test));
    }

    private static async Task<List<string>> ResidueAsync(TestStorage test)
    {
        var stores = new List<string>();
        await foreach (var work in test.Maintenance.ListResidueAsync())
        {
            stores.Add(work.Store);
        }

        stores.Sort(StringComparer.Ordinal);
        return stores;
    }
}
