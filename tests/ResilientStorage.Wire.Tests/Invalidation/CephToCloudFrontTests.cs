using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Conformance.Invalidation.Events;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Conformance.Stores;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Events;

namespace ResilientStorage.Wire.Invalidation;

/// <summary>The whole way on the wire: a bucket of a Ceph gateway whose notifications are pushed over HTTP to a host, which tells an emulated CloudFront.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class CephToCloudFrontTests : IAsyncLifetime
{
    private const string Distribution = "EDFDVBD6EXAMPLE";
    private const string OriginDomain = "objects.example.com";
    private const string Source = "source";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What each push was answered, and how many invalidations CloudFront had taken by then.</summary>
    private readonly Channel<(int Status, int Taken)> _answers = Channel.CreateUnbounded<(int, int)>();
    private NotifyingBucket _bucket = null!;
    private CloudFrontEmulator _cloudFront = null!;
    private ServiceProvider _services = null!;
    private EventServer _receiver = null!;

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
        var bucket = S3TestServer.NewBucketName();
        var options = new CloudFrontEmulatorOptions { CallsPerSecond = null };
        options.Distributions.Add(DistributionJson.Of(Distribution, OriginDomain));
        _cloudFront = await CloudFrontEmulator.StartAsync(options);
        _services = new ServiceCollection()
            .Configure<S3EventOptions>(events =>
            {
                events.FlushEachRequest = true;
                events.Buckets.Add(bucket);
            })
            .AddCloudFrontInvalidation(cdn => cdn.UseCloudFront(cloudFront =>
            {
                (cloudFront.Client.ServiceUrl, cloudFront.Client.AccessKey, cloudFront.Client.SecretKey) = (_cloudFront.Url, options.AccessKey, options.SecretKey);
                (cloudFront.Sending.CallBurst, cloudFront.Sending.RetryDelay) = (1_000, TimeSpan.FromSeconds(1));
                cloudFront.Catalog.Mappings.Add(new CloudFrontMapping { Bucket = bucket, DistributionIds = { Distribution }, OriginDomainName = OriginDomain });
            }))
            .BuildServiceProvider();
        var receiver = _services.GetRequiredService<S3EventReceiver>();
        _receiver = EventServer.Start(async (body, cancellationToken) =>
        {
            var answer = await receiver.HandleAsync(body, cancellationToken);
            await _answers.Writer.WriteAsync((answer.StatusCode, _cloudFront.Invalidations.Count), cancellationToken);
            return answer;
        });
        _bucket = await NotifyingBucket.CreateAsync(bucket);
    }

    public async Task DisposeAsync()
    {
        await _bucket.DisposeAsync();
        await _receiver.DisposeAsync();
        await _services.DisposeAsync();
        await _cloudFront.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task EveryChangeOfAKey_IsToldOnceUnderItsPathsBeforeItsPushIsAnswered(string key, string paths)
    {
        await _bucket.NotifyAsync(_receiver.Url);

        await _bucket.PutAsync(key);
        await _bucket.PutAsync(Source);
        await _bucket.CopyAsync(Source, key);
        await (await _bucket.BeginInPartsAsync(key))();
        await _bucket.DeleteAsync(key);

        Assert.Equal([paths, "/" + Source, paths, paths, paths], Told());
        Assert.Equal([(200, 1), (200, 2), (200, 3), (200, 4), (200, 5)], await AnswersAsync(5));
    }

    [Fact]
    public async Task Refused_ByCloudFront_IsPushedAgainUntilItIsTakenAndPaidOnce()
    {
        await _bucket.NotifyAsync(_receiver.Url, isPersistent: true);
        _cloudFront.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "CreateInvalidation");

        await _bucket.PutAsync("a b.jpg");
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
