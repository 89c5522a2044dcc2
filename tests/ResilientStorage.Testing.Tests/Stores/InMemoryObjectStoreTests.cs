using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests.Stores;

/// <summary>What the conformance suites do not see: determinism, the clock, and the ways to look inside and to break things.</summary>
public class InMemoryObjectStoreTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectStore _store;

    public InMemoryObjectStoreTests() => _store = new InMemoryObjectStore(_clock);

    [Fact]
    public void EveryCall_OnAnyInput_CompletesBeforeItReturns()
    {
        var upload = _store.BeginMultipartAsync("parts", 10, new PutObjectOptions());

        Assert.True(upload.IsCompletedSuccessfully);
        Assert.True(Put("key", 1, 2, 3).IsCompletedSuccessfully);
        Assert.True(_store.FindAsync("key").IsCompletedSuccessfully);
        Assert.True(_store.OpenReadAsync("key", null).IsCompletedSuccessfully);
        Assert.True(_store.OpenReadAsync("none", null).IsFaulted);
        Assert.True(_store.CopyAsync("key", "copy", new PutObjectOptions()).IsCompletedSuccessfully);
        Assert.True(_store.DeleteAsync([new ObjectToDelete("key")]).IsCompletedSuccessfully);
        Assert.True(_store.ListAsync("").ToListAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task BeginMultipartAsync_Uploads_AreNumberedFromOne()
    {
        Assert.Equal("upload-00000001", (await _store.BeginMultipartAsync("a", 10, new PutObjectOptions())).UploadId);
        Assert.Equal("upload-00000002", (await _store.BeginMultipartAsync("b", 10, new PutObjectOptions())).UploadId);
        Assert.Equal(2, _store.UnfinishedUploads);
    }

    [Fact]
    public async Task PutAsync_LastModified_IsTheClocks()
    {
        _clock.Advance(TimeSpan.FromHours(3));
        await Put("key", 1);
        _clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(new DateTimeOffset(2000, 1, 1, 3, 0, 0, TimeSpan.Zero), (await _store.FindAsync("key"))!.LastModified);
    }

    [Fact]
    public async Task PutAsync_MetadataChangedAfterwards_KeepsWhatWasPut()
    {
        var metadata = new Dictionary<string, string> { ["a"] = "1" };
        await _store.PutAsync("key", ReadOnlySequence<byte>.Empty, new PutObjectOptions { Metadata = metadata });
        metadata["a"] = "2";

        Assert.Equal("1", (await _store.FindAsync("key"))!.Metadata["a"]);
    }

    [Fact]
    public async Task CompleteMultipartAsync_PartBelowTheMinimum_IsInvalidRequest()
    {
        var store = new InMemoryObjectStore(_clock, new ObjectStoreCapabilities { MinPartSize = 5 });
        var upload = await store.BeginMultipartAsync("key", 4, new PutObjectOptions());
        var first = await store.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(new byte[4]));
        var last = await store.PutPartAsync(upload, 2, new ReadOnlySequence<byte>(new byte[1]));

        var error = await Assert.ThrowsAsync<StorageException>(() => store.CompleteMultipartAsync(upload, [first, last]));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task CompleteMultipartAsync_ShortPartInTheMiddle_IsInvalidRequest()
    {
        var upload = await _store.BeginMultipartAsync("key", 4, new PutObjectOptions());
        var first = await _store.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(new byte[3]));
        var last = await _store.PutPartAsync(upload, 2, new ReadOnlySequence<byte>(new byte[1]));

        var error = await Assert.ThrowsAsync<StorageException>(() => _store.CompleteMultipartAsync(upload, [first, last]));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task Corrupt_OneByte_ChangesItAndKeepsTheTag()
    {
        await Put("key", 1, 2, 3);
        var before = await _store.FindAsync("key");
        await using var open = await _store.OpenReadAsync("key", null);

        _store.Corrupt("key", 1);

        Assert.Equal([1, 2 ^ 0xFF, 3], _store.ReadBytes("key"));
        Assert.Equal(before!.ETag, (await _store.FindAsync("key"))!.ETag);
        var read = new byte[3];
        await open.Content.ReadExactlyAsync(read);
        Assert.Equal([1, 2, 3], read);
        Assert.Throws<ArgumentOutOfRangeException>(() => _store.Corrupt("key", 3));
        Assert.Throws<KeyNotFoundException>(() => _store.Corrupt("none", 0));
    }

    [Fact]
    public async Task Lose_Object_IsGoneWithoutADelete()
    {
        await Put("a", 1);
        await Put("b", 1);

        _store.Lose("a");

        Assert.Equal(["b"], _store.ObjectKeys);
        Assert.Throws<KeyNotFoundException>(() => _store.Lose("a"));
        Assert.Throws<KeyNotFoundException>(() => _store.ReadBytes("a"));
    }

    [Fact]
    public async Task Clear_Store_IsEmptyAndForgetsUploads()
    {
        await Put("a", 1);
        await _store.BeginMultipartAsync("b", 10, new PutObjectOptions());

        _store.Clear();

        Assert.Empty(_store.ObjectKeys);
        Assert.Equal(0, _store.UnfinishedUploads);
    }

    [Fact]
    public void UseInMemory_Instance_IsTheStoreAtAPlaceOfItsName()
    {
        var services = new OneService();
        var builder = new ResilientStorageBuilder(new ServiceCollection(), "default").Main("one", store => store.UseInMemory(_store)).Stores[0];

        Assert.Same(_store, builder.Factory!(services));
        Assert.Equal(new StorePlace("in-memory", "", "one"), builder.Place!(services));
    }

    [Fact]
    public async Task UseInMemory_WithoutInstance_TakesTheClockOfTheServices()
    {
        var services = new OneService(_clock);
        var store = new ResilientStorageBuilder(new ServiceCollection(), "default").Main("one", static store => store.UseInMemory()).Stores[0].Factory!(services);

        await store.PutAsync("key", ReadOnlySequence<byte>.Empty, new PutObjectOptions());

        Assert.Equal(_clock.GetUtcNow(), (await store.FindAsync("key"))!.LastModified);
    }

    private Task<StoredObject> Put(string key, params byte[] content) => _store.PutAsync(key, new ReadOnlySequence<byte>(content), new PutObjectOptions());
}
