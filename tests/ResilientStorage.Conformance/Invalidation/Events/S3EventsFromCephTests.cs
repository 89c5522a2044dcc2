using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Invalidation.Events;

/// <summary>A bucket whose notifications a Ceph gateway pushes over HTTP, each while its writer waits: after a write its event is here.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3EventsFromCephTests : IAsyncLifetime
{
    private readonly S3EventReceipts _receipts = new();
    private NotifyingBucket _bucket = null!;
    private InMemoryInvalidationBatcher _batcher = null!;
    private EventServer _receiver = null!;

    public static TheoryData<string> Keys =>
        ["plain.jpg", "with space.jpg", "a+b.jpg", "100%.jpg", "100%25.jpg", "über.jpg", "😀.jpg", "\"quoted\"'.jpg", "star*.jpg", "tilde~.jpg", "a&b<c>?d=e#f.jpg", "albums/2026/a b+c.jpg"];

    public async Task InitializeAsync()
    {
        var name = S3TestServer.NewBucketName();
        var options = new S3EventOptions { FlushEachRequest = true, Buckets = { name } };
        _batcher = new InMemoryInvalidationBatcher(_receipts);
        _receiver = EventServer.Start(new S3EventReceiver(new S3EventParser(options), new S3EventHandler(_batcher, _receipts, options), options).HandleAsync);
        _bucket = await NotifyingBucket.CreateAsync(name);
        await _bucket.NotifyAsync(_receiver.Url);
    }

    public async Task DisposeAsync()
    {
        await _bucket.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Put_IsThatChange(string key)
    {
        await _bucket.PutAsync(key);

        Assert.Equal([(_bucket.Name, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Copy_IsAChangeOfTheTarget(string key)
    {
        await _bucket.PutAsync("source");

        await _bucket.CopyAsync("source", key);

        Assert.Equal([(_bucket.Name, "source", false), (_bucket.Name, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task MultipartUpload_IsOneChangeWhenItIsComplete(string key)
    {
        var completeAsync = await _bucket.BeginInPartsAsync(key);
        Assert.Empty(Changes());

        await completeAsync();

        Assert.Equal([(_bucket.Name, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Delete_IsARemoval(string key)
    {
        await _bucket.PutAsync(key);

        await _bucket.DeleteAsync(key);

        Assert.Equal([(_bucket.Name, key, false), (_bucket.Name, key, true)], Changes());
        Assert.Equal((0, 0), (_batcher.WaitingCount, _receipts.WaitingCount));
    }

    private (string Bucket, string Key, bool IsRemoval)[] Changes() => [.. _batcher.Changes.Select(static change => (change.Bucket, change.ObjectKey, change.IsRemoval))];
}
