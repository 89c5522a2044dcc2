using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Invalidation.Events;

/// <summary>
/// A bucket whose notifications a Ceph gateway pushes over HTTP, each while its writer waits: after a write its event is here.
/// <para>
/// Objects are removed one by one, never with DeleteObjects: with a notification on the bucket that aborts a whole gateway
/// of version 16.2.15 with its default <c>rgw_multi_obj_del_max_aio</c>, and with it every other test on the server.
/// </para>
/// </summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3EventsFromCephTests : IAsyncLifetime
{
    private readonly string _bucket = S3TestServer.NewBucketName();
    private readonly S3EventReceipts _receipts = new();
    private readonly List<string> _keys = [];
    private AmazonS3Client _client = null!;
    private CephTopics _topics = null!;
    private InMemoryInvalidationBatcher _batcher = null!;
    private EventServer _receiver = null!;
    private string? _topic;

    public static TheoryData<string> Keys =>
        ["plain.jpg", "with space.jpg", "a+b.jpg", "100%.jpg", "100%25.jpg", "über.jpg", "😀.jpg", "\"quoted\"'.jpg", "star*.jpg", "tilde~.jpg", "a&b<c>?d=e#f.jpg", "albums/2026/a b+c.jpg"];

    public async Task InitializeAsync()
    {
        var server = S3TestServer.Demand(S3TestServer.Main);
        var options = new S3EventOptions { FlushEachRequest = true, Buckets = { _bucket } };
        _batcher = new InMemoryInvalidationBatcher(_receipts);
        _receiver = EventServer.Start(new S3EventReceiver(new S3EventParser(options), new S3EventHandler(_batcher, _receipts, options), options).HandleAsync);
        _client = server.Client();
        _topics = CephTopics.Of(server);
        await S3TestServer.CreateBucketAsync(_client, _bucket);
        _topic = await _topics.CreateAsync(_bucket, _receiver.Url);
        var everything = new TopicConfiguration { Id = "site", Topic = _topic, Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll] };
        await _client.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = _bucket, TopicConfigurations = [everything] });
    }

    public async Task DisposeAsync()
    {
        if (_topic is not null)
        {
            await _topics.ClearNotificationsAsync(_bucket);
            await _topics.DeleteAsync(_topic);
        }

        foreach (var key in _keys)
        {
            await _client.DeleteObjectAsync(_bucket, key);
        }

        await _client.DeleteBucketAsync(_bucket);
        _topics.Dispose();
        _client.Dispose();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Put_IsThatChange(string key)
    {
        await PutAsync(key);

        Assert.Equal([(_bucket, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Copy_IsAChangeOfTheTarget(string key)
    {
        await PutAsync("source");

        _keys.Add(key);
        await _client.CopyObjectAsync(_bucket, "source", _bucket, key);

        Assert.Equal([(_bucket, "source", false), (_bucket, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task MultipartUpload_IsOneChangeWhenItIsComplete(string key)
    {
        _keys.Add(key);
        var upload = await _client.InitiateMultipartUploadAsync(_bucket, key);
        using var content = new MemoryStream("content"u8.ToArray());
        var part = await _client.UploadPartAsync(new UploadPartRequest { BucketName = _bucket, Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = content, UseChunkEncoding = false });
        Assert.Empty(Changes());

        await _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] });

        Assert.Equal([(_bucket, key, false)], Changes());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Delete_IsARemoval(string key)
    {
        await PutAsync(key);

        await _client.DeleteObjectAsync(_bucket, key);

        Assert.Equal([(_bucket, key, false), (_bucket, key, true)], Changes());
        Assert.Equal((0, 0), (_batcher.WaitingCount, _receipts.WaitingCount));
    }

    private async Task PutAsync(string key)
    {
        _keys.Add(key);
        await _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "content", UseChunkEncoding = false });
    }

    private (string Bucket, string Key, bool IsRemoval)[] Changes() => [.. _batcher.Changes.Select(static change => (change.Bucket, change.ObjectKey, change.IsRemoval))];
}
