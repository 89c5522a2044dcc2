using ResilientStorage.Testing;

namespace ResilientStorage.Seed;

/// <summary>The write scenario that this library began with; both stores are sent to at once, with the same outcomes.</summary>
public sealed class SeedWriteTests
{
    private static readonly byte[] Photo = TestContent.Bytes(100_000);

    [Fact]
    public async Task Write1_NewKey_LedgerHoldsCreationTime()
    {
        await using var test = TestStorage.SeedWay();

        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);

        Assert.Equal(test.Clock.GetUtcNow(), resource.CreatedAt);
        Assert.Equal(resource, await test.Storage.FindAsync("photo.jpg"));
    }

    [Fact]
    public async Task Write1_DuplicateKey_RefusedAndNothingSent()
    {
        await using var test = TestStorage.SeedWay();
        await test.Storage.UploadAsync("photo.jpg", Photo);
        test.MainFaults.ForgetCalls();
        test.BackupFaults.ForgetCalls();

        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("photo.jpg", TestContent.Bytes(10, seed: 2)));

        Assert.Empty(test.MainFaults.Calls);
        Assert.Empty(test.BackupFaults.Calls);
        Assert.Equal(Photo, await test.Storage.ReadAllBytesAsync("photo.jpg"));
    }

    [Fact]
    public async Task Write2_MainFails_ErrorAndTheEventStaysRecordedWithNoStore()
    {
        await using var test = TestStorage.SeedWay();
        test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.AccessDenied);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("photo.jpg", Photo));
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(TestStorage.MainName, error.Store);
        Assert.Equal(StorageErrorKind.AccessDenied, error.Kind);
        var version = Assert.Single(await test.VersionsAsync("photo.jpg"));
        Assert.Equal(VersionEnd.UploadFailed, version.End);
        Assert.DoesNotContain(version.Replicas, static replica => replica.State == ReplicaState.Stored);
        Assert.Null(await test.Storage.FindAsync("photo.jpg"));
    }

    [Fact]
    public async Task Write3_MainHoldsIt_LedgerMarksMain()
    {
        await using var test = TestStorage.SeedWay();

        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);

        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.MainName, resource.VersionId));
        Assert.Equal(Photo, test.Main.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Write4_BackupHoldsIt_LedgerMarksBackup()
    {
        await using var test = TestStorage.SeedWay();

        var resource = await test.Storage.UploadAsync("photo.jpg", Photo);

        Assert.Equal(ReplicaState.Stored, await test.StateInAsync(TestStorage.BackupName, resource.VersionId));
        Assert.Equal(Photo, test.Backup.ReadBytes(resource.ObjectKey));
    }

    [Fact]
    public async Task Write4_BackupFails_ErrorAndWhatMainHoldsIsRemovedByTheQueue()
    {
        await using var test = TestStorage.SeedWay();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith("photo", StringComparison.Ordinal)).Fail(StorageErrorKind.QuotaExceeded);

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("photo.jpg", Photo));
        test.RunBackground();

        Assert.Equal(TestStorage.BackupName, error.Store);
        Assert.Contains("queued for removal", error.Message, StringComparison.Ordinal);
        Assert.Single(TestStorage.Objects(test.Main));
        var group = Assert.Single(test.Queue.Enqueued);
        Assert.Equal([error.VersionId], group.VersionIds);

        await test.Engine.Worker.HandleAsync(group, CancellationToken.None);
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Empty(TestStorage.Objects(test.Backup));
    }

    [Fact]
    public async Task Write5_BothHoldIt_AnswerIsTheResource()
    {
        await using var test = TestStorage.SeedWay();

        var resource = await test.Storage.UploadAsync("photo.jpg", Photo, new UploadOptions { ContentType = "image/jpeg" });

        Assert.Equal(("photo.jpg", 100_000L, "image/jpeg"), (resource.Key, resource.Length, resource.ContentType));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Photo)), resource.Sha256);
        Assert.Equal(VersionState.Live, await test.StateAsync(resource.VersionId));
    }
}
