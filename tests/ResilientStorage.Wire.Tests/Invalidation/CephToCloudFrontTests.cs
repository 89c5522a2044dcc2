using System.Threading.Channels;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Conformance.Invalidation.Events;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Events;

namespace ResilientStorage.Wire.Invalidation;

/// <summary>
/// The whole way on the wire: a bucket of a Ceph gateway whose notifications are pushed over HTTP to a host, which tells an emulated CloudFront.
/// <para>
/// Objects are removed one by one, never with DeleteObjects: with a notification on the bucket that aborts a whole gateway
/// of version 16.2.15 with its default <c>rgw_multi_obj_del_max_aio</c>, and with it every other test on the server.
/// </para>
/// </summary>
[NeedsServer(S3TestServer.Main)]
public sealed class CephToCloudFrontTests : IAsyncLifetime
{
    private const string Distribution = "EDFDVBD6EXAMPLE";
    private const string OriginDomain = "objects.example.com";
    private const string Source = "source";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _bucket = S3TestServer.NewBucketName();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>What each push was answered, and how many invalidations CloudFront had taken by then.</summary>
    private readonly Channel<(int Status, int Taken)> _answers = Channel.CreateUnbounded<(int, int)>();
    private AmazonS3Client _client = null!;
    private CephTopics _topics = null!;
    private CloudFrontEmulator _cloudFront = null!;
    private ServiceProvider _services = null!;
    private EventServer _receiver = null!;
    private string? _topic;

    /// <summary>Object keys, and the paths that CloudFront has to be told, in ordinal order.</summary>
    public static TheoryData<string, string> Keys => new()
    {
        { "plain.jpg", "/plain.jpg" },
        { "with space.jpg", "/with%20space.jpg /with+space.jpg" },
        { "a+b.jpg", "/a%2Bb.jpg" },
        { "100%.jpg", "/100%25.jpg" },
        { "100%25.jpg", "/100%2525.jpg" },
        { "über.jpg", "/%C3%BCber.jpg" },
        { "日本/😀.jpg", "/%E6%97%A5%E6%9C%AC/%F0%9F%98%80.jpg" },
        { "\"quoted\"'.jpg", "/%22quoted%22%27.jpg" },
        { "star*.jpg", "/star*" },
        // The wildcard covers the exact path.
        { "tilde~.jpg", "/tilde*" },
        { "a&b<c>?d=e#f.jpg", "/a&b%3Cc%3E%3Fd=e%23f.jpg" },
        { "back\\slash[1].jpg", "/back%5Cslash%5B1%5D.jpg" },
        { "albums/2026/a b+c.jpg", "/albums/2026/a%20b%2Bc.jpg /albums/2026/a+b%2Bc.jpg" },
    };

    public async Task InitializeAsync()
    {
        var server = S3TestServer.Demand(S3TestServer.Main);
        var options = new CloudFrontEmulatorOptions { CallsPerSecond = null };
        options.Distributions.Add(DistributionJson.Of(Distribution, OriginDomain));
        _cloudFront = await CloudFrontEmulator.StartAsync(options);
        _services = new ServiceCollection()
            .Configure<S3EventOptions>(events =>
            {
                events.FlushEachRequest = true;
                events.Buckets.Add(_bucket);
            })
            .AddCloudFrontInvalidation(cdn => cdn.UseCloudFront(cloudFront =>
            {
                (cloudFront.Client.ServiceUrl, cloudFront.Client.AccessKey, cloudFront.Client.SecretKey) = (_cloudFront.Url, options.AccessKey, options.SecretKey);
                (cloudFront.Sending.CallBurst, cloudFront.Sending.RetryDelay) = (1_000, TimeSpan.FromSeconds(1));
                cloudFront.Catalog.Mappings.Add(new CloudFrontMapping { Bucket = _bucket, DistributionIds = { Distribution }, OriginDomainName = OriginDomain });
            }))
            .BuildServiceProvider();
        var receiver = _services.GetRequiredService<S3EventReceiver>();
        _receiver = EventServer.Start(async (body, cancellationToken) =>
        {
            var answer = await receiver.HandleAsync(body, cancellationToken);
            await _answers.Writer.WriteAsync((answer.StatusCode, _cloudFront.Invalidations.Count), cancellationToken);
            return answer;
        });
        _client = server.Client();
        _topics = CephTopics.Of(server);
        await S3TestServer.CreateBucketAsync(_client, _bucket);
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
        await _services.DisposeAsync();
        await _cloudFront.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task EveryChangeOfAKey_IsToldOnceUnderItsPathsBeforeItsPushIsAnswered(string key, string paths)
    {
        await NotifyAsync();

        await PutAsync(key);
        await PutAsync(Source);
        await _client.CopyObjectAsync(_bucket, Source, _bucket, key);
        await UploadInPartsAsync(key);
        await _client.DeleteObjectAsync(_bucket, key);

        Assert.Equal([paths, "/" + Source, paths, paths, paths], Told());
        Assert.Equal([(200, 1), (200, 2), (200, 3), (200, 4), (200, 5)], await AnswersAsync(5));
    }

    [Fact]
    public async Task Refused_ByCloudFront_IsPushedAgainUntilItIsTakenAndPaidOnce()
    {
        await NotifyAsync(isPersistent: true);
        _cloudFront.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "CreateInvalidation");

        await PutAsync("a b.jpg");
        Assert.Equal((503, 0), Assert.Single(await AnswersAsync(1)));
        _cloudFront.Faults.Clear();
        var answer = (Status: 503, Taken: 0);
        while (answer.Status == 503)
        {
            answer = Assert.Single(await AnswersAsync(1));
        }

        Assert.Equal((200, 1), answer);
        Assert.Equal(["/a%20b.jpg /a+b.jpg"], Told());
    }

    private async Task NotifyAsync(bool isPersistent = false)
    {
        _topic = await _topics.CreateAsync(_bucket, _receiver.Url, isPersistent);
        var everything = new TopicConfiguration { Id = "site", Topic = _topic, Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll] };
        await _client.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = _bucket, TopicConfigurations = [everything] });
    }

    private async Task PutAsync(string key)
    {
        _keys.Add(key);
        await _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "content", UseChunkEncoding = false });
    }

    private async Task UploadInPartsAsync(string key)
    {
        var upload = await _client.InitiateMultipartUploadAsync(_bucket, key);
        using var content = new MemoryStream("content"u8.ToArray());
        var part = await _client.UploadPartAsync(new UploadPartRequest { BucketName = _bucket, Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = content, UseChunkEncoding = false });
        await _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] });
    }

    /// <summary>The paths of each invalidation that CloudFront took, in order.</summary>
    private IEnumerable<string> Told() => _cloudFront.Invalidations.Select(static invalidation => string.Join(' ', invalidation.Paths.Order(StringComparer.Ordinal)));

    private async Task<IReadOnlyList<(int Status, int Taken)>> AnswersAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var answers = new List<(int Status, int Taken)>();
        while (answers.Count < count)
        {
            answers.Add(await _answers.Reader.ReadAsync(patience.Token));
        }

        return answers;
    }
}
