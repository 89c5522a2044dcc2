using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Uploads in parts.</summary>
public abstract class MultipartObjectStoreConformance : StoreConformance
{
    private IMultipartObjectStore Multipart => (IMultipartObjectStore)Store;

    /// <summary>The smallest part size that the store takes, or a small one.</summary>
    private int PartSize => (int)Math.Max(Store.Capabilities.MinPartSize, 64 << 10);

    [Fact]
    public async Task CompleteMultipartAsync_PartsInOrder_MakesTheObject()
    {
        var content = Bytes((3 * PartSize) + 123);
        var options = new PutObjectOptions { ContentType = "video/mp4", CacheControl = "no-store", Metadata = new Dictionary<string, string> { ["a"] = "b" } };
        var upload = await Multipart.BeginMultipartAsync("folder/video", PartSize, options);

        var stored = await Multipart.CompleteMultipartAsync(upload, await PutPartsAsync(upload, content));

        var head = await Store.FindAsync("folder/video");
        Assert.Equal(content.Length, stored.Length);
        Assert.False(string.IsNullOrEmpty(stored.ETag));
        Assert.Equal(content.Length, head!.Length);
        Assert.Equal(stored.ETag, head.ETag);
        Assert.Equal("video/mp4", head.ContentType);
        Assert.Equal("no-store", head.CacheControl);
        Assert.Equal("b", head.Metadata["a"]);
        await HoldsAsync(content, "folder/video");
    }

    [Fact]
    public async Task PutPartAsync_AllAtTheSameTimeLastFirst_MakesTheObject()
    {
        var content = Bytes((9 * PartSize) + 1);
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());

        var parts = await Task.WhenAll(Enumerable.Range(1, 10).Reverse().Select(number => Task.Run(() => PutPartAsync(upload, number, content))));
        await Multipart.CompleteMultipartAsync(upload, [.. parts.OrderBy(static part => part.Number)]);

        await HoldsAsync(content, "key");
    }

    [Fact]
    public async Task CompleteMultipartAsync_OnePartOnly_MakesTheObject()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var part = await Multipart.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(Bytes(5)));

        await Multipart.CompleteMultipartAsync(upload, [part]);

        Assert.Equal(Bytes(5), await ReadAsync("key"));
    }

    [Fact]
    public async Task PutPartAsync_SameNumberAgain_ReplacesThePart()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var first = await Multipart.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(Bytes(PartSize, 1)));
        var last = await Multipart.PutPartAsync(upload, 2, new ReadOnlySequence<byte>(Bytes(100, 2)));
        var again = await Multipart.PutPartAsync(upload, 2, new ReadOnlySequence<byte>(Bytes(50, 3)));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Multipart.CompleteMultipartAsync(upload, [first, last]));
        await Multipart.CompleteMultipartAsync(upload, [first, again]);

        await HoldsAsync([.. Bytes(PartSize, 1), .. Bytes(50, 3)], "key");
    }

    [Fact]
    public async Task BeginMultipartAsync_UnfinishedUpload_IsNoObject()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        await PutPartsAsync(upload, Bytes(2 * PartSize));

        Assert.Null(await Store.FindAsync("key"));
        Assert.Empty(await ListKeysAsync());
        await FailsAsync(StorageErrorKind.NotFound, () => Store.OpenReadAsync("key", null));
    }

    [Fact]
    public async Task CompleteMultipartAsync_ExistingObject_IsReplacedOnlyThen()
    {
        await PutAsync("key", "old");
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var parts = await PutPartsAsync(upload, Bytes(PartSize + 1));
        Assert.Equal("old", await ReadTextAsync("key"));

        await Multipart.CompleteMultipartAsync(upload, parts);

        await HoldsAsync(Bytes(PartSize + 1), "key");
        Assert.Equal(["key"], await ListKeysAsync());
    }

    [Fact]
    public async Task CompleteMultipartAsync_PartNeverStored_IsInvalidRequest()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var parts = await PutPartsAsync(upload, Bytes(2 * PartSize));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Multipart.CompleteMultipartAsync(upload, [.. parts, new StoredPart(3, 5, "made-up")]));

        Assert.Null(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task CompleteMultipartAsync_NoParts_IsInvalidRequest()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Multipart.CompleteMultipartAsync(upload, []));
    }

    [Fact]
    public async Task CompleteMultipartAsync_Twice_IsNotFoundTheSecondTime()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var parts = await PutPartsAsync(upload, Bytes(10));
        await Multipart.CompleteMultipartAsync(upload, parts);

        await FailsAsync(StorageErrorKind.NotFound, () => Multipart.CompleteMultipartAsync(upload, parts));

        Assert.Equal(Bytes(10), await ReadAsync("key"));
    }

    [Fact]
    public async Task AbortMultipartAsync_UnfinishedUpload_EndsIt()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var parts = await PutPartsAsync(upload, Bytes(PartSize));

        await Multipart.AbortMultipartAsync(upload);
        await Multipart.AbortMultipartAsync(upload);

        Assert.Empty(await ListUploadsAsync());
        await FailsAsync(StorageErrorKind.NotFound, () => PutPartAsync(upload, 1, Bytes(PartSize)));
        await FailsAsync(StorageErrorKind.NotFound, () => Multipart.CompleteMultipartAsync(upload, parts));
        Assert.Null(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task AbortMultipartAsync_CompletedUpload_LeavesTheObject()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        await Multipart.CompleteMultipartAsync(upload, await PutPartsAsync(upload, Bytes(10)));

        await Multipart.AbortMultipartAsync(upload);

        Assert.Equal(Bytes(10), await ReadAsync("key"));
    }

    [Fact]
    public async Task AbortMultipartAsync_UploadThatNeverWas_Succeeds() =>
        await Multipart.AbortMultipartAsync(new MultipartUpload("key", "0123456789abcdef", PartSize));

    [Theory]
    [InlineData("../../objects")]
    [InlineData("0123456789abcdef")]
    [InlineData("")]
    public async Task PutPartAsync_UploadThatNeverWas_IsNotFound(string uploadId) =>
        await FailsAsync(StorageErrorKind.NotFound, () => PutPartAsync(new MultipartUpload("key", uploadId, PartSize), 1, Bytes(10)));

    [Fact]
    public async Task PutPartAsync_NumberOutOfRange_IsInvalidRequest()
    {
        var upload = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Multipart.PutPartAsync(upload, 0, new ReadOnlySequence<byte>(Bytes(1))));
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Multipart.PutPartAsync(upload, Store.Capabilities.MaxParts + 1, new ReadOnlySequence<byte>(Bytes(1))));
    }

    [Fact]
    public async Task ListMultipartAsync_SeveralUploads_InByteOrderOfTheirKeys()
    {
        string[] ordered = ["a", "a-b", "a/b", "b", "b\uFF5E", "b\U0001F600"];
        foreach (var key in ordered.Reverse())
        {
            await Multipart.BeginMultipartAsync(key, PartSize, new PutObjectOptions());
        }

        Assert.Equal(ordered, (await ListUploadsAsync()).Select(static upload => upload.ObjectKey));
        Assert.Equal(["a/b"], (await ListUploadsAsync("a/")).Select(static upload => upload.ObjectKey));
    }

    [Fact]
    public async Task ListMultipartAsync_TwoUploadsOfOneKey_ListsBothAndEachGoesItsWay()
    {
        var first = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        var second = await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());
        await PutPartsAsync(first, Bytes(10, 1));
        var parts = await PutPartsAsync(second, Bytes(10, 2));

        Assert.Equal(2, (await ListUploadsAsync()).Count);
        await Multipart.AbortMultipartAsync(first);
        await Multipart.CompleteMultipartAsync(second, parts);

        Assert.Empty(await ListUploadsAsync());
        Assert.Equal(Bytes(10, 2), await ReadAsync("key"));
    }

    [Fact]
    public async Task AbortMultipartAsync_UploadFromTheListing_EndsIt()
    {
        await Multipart.BeginMultipartAsync("key", PartSize, new PutObjectOptions());

        await Multipart.AbortMultipartAsync(Assert.Single(await ListUploadsAsync()));

        Assert.Empty(await ListUploadsAsync());
    }

    private async Task<List<StoredPart>> PutPartsAsync(MultipartUpload upload, byte[] content)
    {
        var parts = new List<StoredPart>();
        for (var number = 1; (number - 1) * PartSize < content.Length; number++)
        {
            parts.Add(await PutPartAsync(upload, number, content));
        }

        return parts;
    }

    private Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, byte[] content)
    {
        var offset = (number - 1) * PartSize;
        return Multipart.PutPartAsync(upload, number, InPieces(content[offset..Math.Min(content.Length, offset + PartSize)], 10_000));
    }

    private async Task<List<MultipartUpload>> ListUploadsAsync(string prefix = "")
    {
        var uploads = new List<MultipartUpload>();
        await foreach (var upload in Multipart.ListMultipartAsync(prefix))
        {
            uploads.Add(upload);
        }

        return uploads;
    }
}
