using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>Uploads in parts: what they leave on disk, and what outlives a process.</summary>
public sealed class FileSystemMultipartTests : FileSystemStoreTest
{
    private const int PartSize = 1000;

    [Fact]
    public async Task CompleteMultipartAsync_InAnotherProcess_MakesTheObject()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions { ContentType = "text/plain" });
        var first = await Store.PutPartAsync(upload, 1, Part(1, PartSize));

        var restarted = NewStore();
        var listed = new List<MultipartUpload>();
        await foreach (var item in restarted.ListMultipartAsync(""))
        {
            listed.Add(item);
        }

        Assert.Equal(upload, Assert.Single(listed));
        var last = await restarted.PutPartAsync(upload, 2, Part(2, 10));
        await restarted.CompleteMultipartAsync(upload, [first, last]);

        Assert.Equal(new string('\u0001', PartSize) + new string('\u0002', 10), await ReadAsync("object"));
        Assert.Equal("text/plain", (await Store.FindAsync("object"))!.ContentType);
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutPartAsync_LastPartFirst_MakesASparseFile()
    {
        var upload = await Store.BeginMultipartAsync("object", 1L << 30, new PutObjectOptions());

        await Store.PutPartAsync(upload, 3, Part(3, 10));

        Assert.Equal((2L << 30) + 10, new FileInfo(Files(Temporary).Single(static file => Path.GetFileName(file) == "content")).Length);
    }

    [Fact]
    public async Task CompleteMultipartAsync_ShortPartInTheMiddle_IsInvalidRequest()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        var first = await Store.PutPartAsync(upload, 1, Part(1, PartSize - 1));
        var last = await Store.PutPartAsync(upload, 2, Part(2, 10));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.CompleteMultipartAsync(upload, [first, last]));
    }

    [Fact]
    public async Task CompleteMultipartAsync_RefusedOnce_CanBeCorrected()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        var first = await Store.PutPartAsync(upload, 1, Part(1, PartSize));
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.CompleteMultipartAsync(upload, [first, new StoredPart(2, 5, "made-up")]));

        var last = await Store.PutPartAsync(upload, 2, Part(2, 5));
        await Store.CompleteMultipartAsync(upload, [first, last]);

        Assert.Equal(PartSize + 5, (await Store.FindAsync("object"))!.Length);
    }

    [Fact]
    public async Task CompleteMultipartAsync_FewerPartsThanStored_CutsTheRest()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        var first = await Store.PutPartAsync(upload, 1, Part(1, 10));
        await Store.PutPartAsync(upload, 2, Part(2, PartSize));

        await Store.CompleteMultipartAsync(upload, [first]);

        Assert.Equal(new string('\u0001', 10), await ReadAsync("object"));
    }

    [Fact]
    public async Task PutPartAsync_LongerThanThePartSize_IsInvalidRequest()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.PutPartAsync(upload, 1, Part(1, PartSize + 1)));
    }

    [Fact]
    public async Task PutPartAsync_ReplacementThatFails_TakesTheOldPartBack()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        var part = await Store.PutPartAsync(upload, 1, Part(1, PartSize));
        using var source = new CancellationTokenSource();

        // The first piece is written, then the caller cancels: the bytes on disk are a mixture.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutPartAsync(upload, 1, CancellingSequence.Of(PartSize, source), source.Token));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.CompleteMultipartAsync(upload, [part]));
    }

    [Fact]
    public async Task AnyCall_UploadIdThatClimbs_IsNoUploadAndTouchesNothing()
    {
        await PutAsync("object");
        var upload = await Store.BeginMultipartAsync("parts", PartSize, new PutObjectOptions());
        var part = await Store.PutPartAsync(upload, 1, Part(1, 10));
        Directory.Move(Path.Join(Temporary, "uploads", upload.UploadId), Path.Join(Outside, "elsewhere"));
        var climbing = upload with { UploadId = "../../../elsewhere" };

        await FailsAsync(StorageErrorKind.NotFound, () => Store.PutPartAsync(climbing, 1, Part(2, 10)));
        await FailsAsync(StorageErrorKind.NotFound, () => Store.CompleteMultipartAsync(climbing, [part]));
        await Store.AbortMultipartAsync(climbing);
        await Store.AbortMultipartAsync(upload with { UploadId = "../../objects" });

        Assert.Equal(3, Files(Path.Join(Outside, "elsewhere")).Length);
        Assert.Equal("content", await ReadAsync("object"));
    }

    [Fact]
    public async Task ListMultipartAsync_UploadThatNeverGotItsRecord_IsInvisibleAndCollectedWhenOld()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        File.Delete(Files(Temporary).Single(static file => Path.GetFileName(file) == "upload"));

        await foreach (var item in Store.ListMultipartAsync(""))
        {
            Assert.Fail($"{item} is listed.");
        }

        await FailsAsync(StorageErrorKind.NotFound, () => Store.PutPartAsync(upload, 1, Part(1, 10)));
        Age(TimeSpan.FromHours(25));
        await NewStore().PutAsync("other", Part(1, 1), new PutObjectOptions());
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutAsync_OldUploadWithItsRecord_IsLeftToTheSweep()
    {
        var upload = await Store.BeginMultipartAsync("object", PartSize, new PutObjectOptions());
        Age(TimeSpan.FromDays(100));

        var restarted = NewStore();
        await restarted.PutAsync("other", Part(1, 1), new PutObjectOptions());

        var part = await restarted.PutPartAsync(upload, 1, Part(1, 10));
        await restarted.CompleteMultipartAsync(upload, [part]);
        Assert.Equal(10, (await Store.FindAsync("object"))!.Length);
    }

    private static ReadOnlySequence<byte> Part(byte value, int length)
    {
        var content = new byte[length];
        Array.Fill(content, value);
        return new ReadOnlySequence<byte>(content);
    }
}
