using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Copies inside the store.</summary>
public abstract class CopyingObjectStoreConformance : StoreConformance
{
    private ICopyingObjectStore Copying => (ICopyingObjectStore)Store;

    [Fact]
    public async Task CopyAsync_ToNewKey_HasTheBytesAndItsOwnProperties()
    {
        await PutAsync("source", Bytes(3 << 20), new PutObjectOptions { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["of"] = "source" } });

        var stored = await Copying.CopyAsync("source", "alias/copy", new PutObjectOptions { ContentType = "image/png", CacheControl = "no-cache", Metadata = new Dictionary<string, string> { ["rs-alias"] = "1" } });

        var head = await Store.FindAsync("alias/copy");
        Assert.Equal(3 << 20, stored.Length);
        Assert.Equal(stored.ETag, head!.ETag);
        Assert.Equal("image/png", head.ContentType);
        Assert.Equal("no-cache", head.CacheControl);
        Assert.Equal(["rs-alias"], head.Metadata.Keys);
        await HoldsAsync(Bytes(3 << 20), "alias/copy");
        Assert.Equal("text/plain", (await Store.FindAsync("source"))!.ContentType);
    }

    [Fact]
    public async Task CopyAsync_ToExistingKey_ReplacesIt()
    {
        await PutAsync("source", "new");
        await PutAsync("copy", "old and longer");

        await Copying.CopyAsync("source", "copy", new PutObjectOptions());

        Assert.Equal("new", await ReadTextAsync("copy"));
    }

    [Fact]
    public async Task CopyAsync_SourceDeletedAfterwards_CopyStays()
    {
        await PutAsync("source", "text");
        await Copying.CopyAsync("source", "copy", new PutObjectOptions());

        await DeleteAsync("source");

        Assert.Equal("text", await ReadTextAsync("copy"));
    }

    [Fact]
    public async Task CopyAsync_NoSource_IsNotFoundAndLeavesTheDestination()
    {
        await PutAsync("copy", "old");

        await FailsAsync(StorageErrorKind.NotFound, () => Copying.CopyAsync("source", "copy", new PutObjectOptions()));

        Assert.Equal("old", await ReadTextAsync("copy"));
    }

    [Fact]
    public async Task CopyAsync_OntoItself_KeepsTheBytesAndTakesTheProperties()
    {
        await PutAsync("key", "text");

        await Copying.CopyAsync("key", "key", new PutObjectOptions { ContentType = "text/css" });

        Assert.Equal("text", await ReadTextAsync("key"));
        Assert.Equal("text/css", (await Store.FindAsync("key"))!.ContentType);
    }

    [Fact]
    public async Task CopyAsync_CancelledBefore_CopiesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await PutAsync("source");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Copying.CopyAsync("source", "copy", new PutObjectOptions(), cancelled.Token));

        Assert.Null(await Store.FindAsync("copy"));
    }
}
