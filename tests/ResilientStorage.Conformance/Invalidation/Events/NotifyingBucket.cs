using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Stores;

namespace ResilientStorage.Conformance.Invalidation.Events;

/// <summary>
/// A bucket of a Ceph gateway that pushes its events over HTTP; it goes with all that was written to it.
/// <para>
/// Objects are removed one by one, never with DeleteObjects: with a notification on the bucket that aborts a whole gateway
/// of version 16.2.15 with its default <c>rgw_multi_obj_del_max_aio</c>, and with it every other test on the server.
/// </para>
/// </summary>
internal sealed class NotifyingBucket : IAsyncDisposable
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly AmazonS3Client _client;
    private readonly CephTopics _topics;
    private string? _topic;

    private NotifyingBucket(S3TestServer server, string name)
    {
        Name = name;
        _client = server.Client();
        _topics = CephTopics.Of(server);
    }

    public string Name { get; }

    public static async Task<NotifyingBucket> CreateAsync(string name)
    {
        var bucket = new NotifyingBucket(S3TestServer.Demand(S3TestServer.Main), name);
        await S3TestServer.CreateBucketAsync(bucket._client, name);
        return bucket;
    }

    /// <summary>Has every write and removal from now on pushed.</summary>
    /// <param name="endpoint">To whom.</param>
    /// <param name="isPersistent">Whether the gateway keeps events until they are taken; else they are pushed once, while the writer waits.</param>
    public async Task NotifyAsync(Uri endpoint, bool isPersistent = false)
    {
        _topic = await _topics.CreateAsync(Name, endpoint, isPersistent);
        var everything = new TopicConfiguration { Id = "site", Topic = _topic, Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll] };
        await _client.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = Name, TopicConfigurations = [everything] });
    }

    public async Task PutAsync(string key)
    {
        _keys.Add(key);
        await _client.PutObjectAsync(new PutObjectRequest { BucketName = Name, Key = key, ContentBody = "content", UseChunkEncoding = false });
    }

    public async Task CopyAsync(string source, string key)
    {
        _keys.Add(key);
        await _client.CopyObjectAsync(Name, source, Name, key);
    }

    /// <summary>Uploads a part.</summary>
    /// <returns>What completes the upload.</returns>
    public async Task<Func<Task>> BeginInPartsAsync(string key)
    {
        _keys.Add(key);
        var upload = await _client.InitiateMultipartUploadAsync(Name, key);
        using var content = new MemoryStream("content"u8.ToArray());
        var part = await _client.UploadPartAsync(new UploadPartRequest { BucketName = Name, Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = content, UseChunkEncoding = false });
        return () => _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Name, Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] });
    }

    public Task DeleteAsync(string key) => _client.DeleteObjectAsync(Name, key);

    public async ValueTask DisposeAsync()
    {
        if (_topic is not null)
        {
            await _topics.ClearNotificationsAsync(Name);
            await _topics.DeleteAsync(_topic);
        }

        foreach (var key in _keys)
        {
            await DeleteAsync(key);
        }

        await _client.DeleteBucketAsync(Name);
        _topics.Dispose();
        _client.Dispose();
    }
}
