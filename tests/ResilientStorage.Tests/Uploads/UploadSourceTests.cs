using System.Security.Cryptography;

namespace ResilientStorage.Uploads;

/// <summary>Sources that fail, lie about their length, or are cancelled.</summary>
public sealed class UploadSourceTests
{
    private const int Short = 1_000;
    private const int Long = Small.Window + (3 * Small.Part);

    public static TheoryData<int, bool> Places => new()
    {
        { 0, false }, { 0, true }, { Short, false }, { Small.Window, false }, { Small.Window, true }, { Small.Window + Small.Part + 7, false }, { Small.Window + Small.Part + 7, true },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task UploadAsync_SourceThrows_ThatVeryExceptionAndNoResidue(int at, bool synchronously)
    {
        await using var test = Small.Storage();
        var error = new InvalidDataException("the disk is gone");
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = at, Error = error, ThrowsSynchronously = synchronously };

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => test.Storage.UploadAsync("a.bin", source));

        Assert.Same(error, thrown);
        Assert.False(source.WasClosed);
        await NothingLeftAsync(test, "the disk is gone");
    }

    [Fact]
    public async Task UploadAsync_SourceThrowsACancellationOfItsOwn_ThatVeryException()
    {
        await using var test = Small.Storage();
        var error = new TaskCanceledException("the upstream request timed out");
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = 10, Error = error };

        Assert.Same(error, await Assert.ThrowsAsync<TaskCanceledException>(() => test.Storage.UploadAsync("a.bin", source)));
    }

    [Fact]
    public async Task UploadAsync_SourceThrowsDuringAReplace_OldVersionUntouched()
    {
        await using var test = Small.Storage();
        var old = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = Small.Window + 1, Error = new IOException("gone") };

        await Assert.ThrowsAsync<IOException>(() => test.Storage.UploadAsync("a.bin", source, new UploadOptions { IfExists = IfExists.Replace }));
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
        Assert.Equal([old.ObjectKey], TestStorage.Objects(test.Main));
    }

    [Theory]
    [InlineData(Short, Short + 1)]
    [InlineData(Short, Short - 1)]
    [InlineData(Long, Long + 1)]
    [InlineData(Long, Long - 1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task UploadAsync_OtherLengthThanDeclared_IntegrityErrorAndNothingVisible(int actual, int declared)
    {
        await using var test = Small.Storage();
        using var source = new SourceStream(TestContent.Bytes(actual));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", source, new UploadOptions { ContentLength = declared }));

        Assert.Equal(StorageErrorKind.Integrity, error.Kind);
        Assert.Contains($"{declared}", error.Message, StringComparison.Ordinal);
        Assert.Empty(TestStorage.Objects(test.Main));
        await NothingLeftAsync(test, "ContentLength");
    }

    [Fact]
    public async Task UploadAsync_MuchMoreThanDeclared_NotReadToItsEnd()
    {
        await using var test = Small.Storage();
        using var source = new SourceStream(TestContent.Bytes(100 * Small.Part));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", source, new UploadOptions { ContentLength = 10 }));

        Assert.Equal(StorageErrorKind.Integrity, error.Kind);
        Assert.InRange(source.BytesRead, 11, Small.Window + 1);
    }

    [Theory]
    [InlineData(Short)]
    [InlineData(Long)]
    public async Task UploadAsync_WrongSha256_IntegrityErrorAndNothingVisible(int size)
    {
        await using var test = Small.Storage();
        var content = TestContent.Bytes(size);
        var wrong = Convert.ToHexString(SHA256.HashData([1, 2, 3]));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", content, new UploadOptions { Sha256 = wrong }));

        Assert.Equal(StorageErrorKind.Integrity, error.Kind);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content)), error.Message, StringComparison.Ordinal);
        await NothingLeftAsync(test, "SHA-256");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UploadAsync_RightSha256InAnyCase_Stored(bool upper)
    {
        await using var test = Small.Storage();
        var content = TestContent.Bytes(Short);
        var hash = SHA256.HashData(content);

        var resource = await test.Storage.UploadAsync("a.bin", content, new UploadOptions { Sha256 = upper ? Convert.ToHexString(hash) : Convert.ToHexStringLower(hash) });

        Assert.Equal(Convert.ToHexStringLower(hash), resource.Sha256);
    }

    [Fact]
    public async Task UploadAsync_StoreFailsWhileTheSourceTurnsCancellationIntoAnErrorOfItsOwn_TheStoresErrorIsTold()
    {
        await using var test = Small.Storage(static options => options.Resilience.Foreground.Retries = 0);
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.BackupFaults.On(Testing.StoreOperation.PutPart).Delay(TimeSpan.FromSeconds(1));
        test.BackupFaults.On(Testing.StoreOperation.PutPart).Fail(StorageErrorKind.QuotaExceeded);
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = Small.Window + 1, HangForever = true, ErrorWhenCancelled = new IOException("aborted") };

        var upload = test.Storage.UploadAsync("a.bin", source);
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => upload);
        Assert.Equal(StorageErrorKind.QuotaExceeded, error.Kind);
        Assert.Equal(TestStorage.BackupName, error.Store);
    }

    internal static async Task NothingLeftAsync(TestStorage test, string reason)
    {
        Assert.Null(await test.Storage.FindAsync("a.bin"));
        await test.Maintenance.RunPendingWorkAsync();

        // Removed once more when a write of unknown outcome can no longer land.
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Equal(0, test.Main.UnfinishedUploads + test.Backup.UnfinishedUploads);
        var version = Assert.Single(await test.VersionsAsync("a.bin"));
        Assert.Equal(VersionState.Purged, version.State);
        Assert.Equal(VersionEnd.UploadFailed, version.End);
        Assert.Contains(version.History, entry => entry.Reason?.Contains(reason, StringComparison.Ordinal) == true);
    }
}
