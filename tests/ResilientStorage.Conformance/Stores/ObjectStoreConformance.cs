using System.Buffers;
using System.Text;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Put, read, find, delete.</summary>
public abstract class ObjectStoreConformance : StoreConformance
{
    [Fact]
    public async Task PutAsync_NewKey_IsReadBackWhole()
    {
        var stored = await PutAsync("folder/object.txt", "Hello");

        Assert.Equal(5, stored.Length);
        Assert.False(string.IsNullOrEmpty(stored.ETag));
        Assert.Equal("Hello", await ReadTextAsync("folder/object.txt"));
    }

    [Fact]
    public async Task PutAsync_EmptyObject_ExistsWithLengthZero()
    {
        var stored = await Store.PutAsync("empty", ReadOnlySequence<byte>.Empty, new PutObjectOptions());

        Assert.Equal(0, stored.Length);
        Assert.False(string.IsNullOrEmpty(stored.ETag));
        Assert.Equal(0, (await Store.FindAsync("empty"))!.Length);
        Assert.Empty(await ReadAsync("empty"));
        Assert.Equal(["empty"], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_TwentyMebibytesInPieces_AreReadBackWhole()
    {
        var content = Bytes(20 << 20);

        var stored = await Store.PutAsync("large", InPieces(content, (8 << 20) + 1), new PutObjectOptions());

        Assert.Equal(content.Length, stored.Length);
        await HoldsAsync(content, "large");
    }

    [Fact]
    public async Task PutAsync_ExistingKey_ReplacesContentAndProperties()
    {
        await PutAsync("key", Bytes(1000), new PutObjectOptions { ContentType = "text/plain", CacheControl = "no-cache", Metadata = new Dictionary<string, string> { ["old"] = "1" } });
        var before = await Store.FindAsync("key");

        await PutAsync("key", Bytes(10, 2), new PutObjectOptions { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["new"] = "2" } });

        var after = await Store.FindAsync("key");
        Assert.Equal(Bytes(10, 2), await ReadAsync("key"));
        Assert.Equal("image/png", after!.ContentType);
        Assert.Null(after.CacheControl);
        Assert.Equal(["new"], after.Metadata.Keys);
        Assert.NotEqual(before!.ETag, after.ETag);
        Assert.Equal(["key"], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_BufferChangedAfterwards_KeepsWhatWasPut()
    {
        var content = Bytes(100);
        await PutAsync("key", content);
        content.AsSpan().Clear();

        Assert.Equal(Bytes(100), await ReadAsync("key"));
    }

    [Fact]
    public async Task PutAsync_CancelledBefore_StoresNothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("key", new ReadOnlySequence<byte>(Bytes(10)), new PutObjectOptions(), cancelled.Token));

        Assert.Null(await Store.FindAsync("key"));
        Assert.Empty(await ListKeysAsync());
    }

    [Fact]
    public async Task FindAsync_StoredObject_TellsAllProperties()
    {
        var options = new PutObjectOptions
        {
            ContentType = "image/webp",
            CacheControl = "public, max-age=31536000, immutable",
            Metadata = new Dictionary<string, string> { ["rs-key"] = "YXZhdGFycy80Mg", ["x"] = "y" },
        };
        var stored = await PutAsync("key", Bytes(7), options);

        var head = await Store.FindAsync("key");

        Assert.Equal(7, head!.Length);
        Assert.Equal(stored.ETag, head.ETag);
        Assert.Equal("image/webp", head.ContentType);
        Assert.Equal("public, max-age=31536000, immutable", head.CacheControl);
        Assert.Equal(options.Metadata.OrderBy(static entry => entry.Key), head.Metadata.OrderBy(static entry => entry.Key));
    }

    [Fact]
    public async Task FindAsync_NoSuchKey_IsNull()
    {
        await PutAsync("folder/object");

        Assert.Null(await Store.FindAsync("other"));
        Assert.Null(await Store.FindAsync("folder"));
        Assert.Null(await Store.FindAsync("folder/"));
        Assert.Null(await Store.FindAsync("folder/object/inside"));
    }

    [Fact]
    public async Task OpenReadAsync_NoSuchKey_IsNotFound()
    {
        await PutAsync("folder/object");

        var error = await FailsAsync(StorageErrorKind.NotFound, () => Store.OpenReadAsync("folder/other", null));
        Assert.Equal("folder/other", error.Key);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1000)]
    [InlineData(999, 1)]
    [InlineData(100, 300)]
    [InlineData(700, null)]
    public async Task OpenReadAsync_Range_GivesThatPart(int offset, int? length)
    {
        var content = Bytes(1000);
        await PutAsync("key", content);

        await using var download = await Store.OpenReadAsync("key", new ByteRange(offset, length));
        using var part = new MemoryStream();
        await download.Content.CopyToAsync(part);

        Assert.Equal(content[offset..(offset + (length ?? (1000 - offset)))], part.ToArray());
        Assert.Equal(part.Length, download.ContentLength);
        Assert.Equal(1000, download.ObjectLength);
    }

    [Theory]
    [InlineData(1001, 1)]
    [InlineData(1001, null)]
    [InlineData(5000, 10)]
    [InlineData(-1, 10)]
    public async Task OpenReadAsync_RangeOutside_IsInvalidRequest(int offset, int? length)
    {
        await PutAsync("key", Bytes(1000));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.OpenReadAsync("key", new ByteRange(offset, length)));
    }

    [Fact]
    public async Task DeleteAsync_SeveralObjects_AnswersEachInOrder()
    {
        await PutAsync("a");
        await PutAsync("b");
        await PutAsync("c");

        var answers = await DeleteAsync("c", "never-there", "a");

        Assert.Equal(["c", "never-there", "a"], answers.Select(static answer => answer.ObjectKey));
        Assert.All(answers, static answer => Assert.True(answer.IsDeleted));
        Assert.Equal(["b"], await ListKeysAsync());
    }

    [Fact]
    public async Task DeleteAsync_Twice_SucceedsTwice()
    {
        await PutAsync("a/b/c");

        Assert.True((await DeleteAsync("a/b/c"))[0].IsDeleted);
        Assert.True((await DeleteAsync("a/b/c"))[0].IsDeleted);
        Assert.Null(await Store.FindAsync("a/b/c"));
    }

    [Fact]
    public async Task DeleteAsync_Nothing_AnswersNothing() => Assert.Empty(await DeleteAsync());

    [Fact]
    public async Task DeleteAsync_KeyThatIsAFolderToo_LeavesWhatLiesInside()
    {
        await PutAsync("a");
        await PutAsync("a/b");

        await DeleteAsync("a");

        Assert.Equal(["a/b"], await ListKeysAsync());
        Assert.Equal("content", await ReadTextAsync("a/b"));
    }

    [Fact]
    public async Task DeleteAsync_MoreThanABatch_IsInvalidRequest()
    {
        var keys = Enumerable.Range(0, Store.Capabilities.MaxDeleteBatch + 1).Select(static n => $"key-{n}").ToArray();

        await FailsAsync(StorageErrorKind.InvalidRequest, () => DeleteAsync(keys));
    }

    [Fact]
    public async Task DeleteAsync_CancelledBefore_RemovesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await PutAsync("key");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync([new ObjectToDelete("key")], cancelled.Token));

        Assert.NotNull(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task PutAsync_MetadataAtItsLimits_ComesBackEqual()
    {
        // S3 counts the bytes of names and values together, and takes printable ASCII; blanks at the ends are not kept by HTTP.
        var printable = string.Concat(Enumerable.Range(0x21, 0x7E - 0x21).Select(static c => (char)c)).Replace(",", " ", StringComparison.Ordinal);
        var metadata = new Dictionary<string, string> { ["printable"] = printable, ["a-1"] = "1", ["filler"] = "" };
        metadata["filler"] = new string('x', 2048 - metadata.Sum(static entry => entry.Key.Length + entry.Value.Length));
        Assert.Equal(2048, metadata.Sum(static entry => Encoding.ASCII.GetByteCount(entry.Key + entry.Value)));

        await PutAsync("key", Bytes(1), new PutObjectOptions { Metadata = metadata });

        Assert.Equal(metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal), (await Store.FindAsync("key"))!.Metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
    }
}
