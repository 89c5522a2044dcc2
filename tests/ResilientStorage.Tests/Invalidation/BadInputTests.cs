using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Telemetry;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation;

/// <summary>Bad input on the whole way, from an event or a hand to CloudFront: a clear error or a counted, logged skip; what came with it is told all the same.</summary>
public sealed class BadInputTests : IAsyncLifetime, IDisposable, IInvalidationListener
{
    private const string Second = "E2";
    private const string NothingKept = "11111111-2222-4333-8444-555555555555";

    private readonly LogRecorder _log = new();
    private readonly RecordingAlertSink _alerts = new();
    private readonly List<string> _settled = [];
    private CloudFrontTestAccount _account = null!;
    private ServiceProvider _services = null!;

    public static TheoryData<string, int, string> Events => new()
    {
        // What is sent, how it is answered, and what the log says of it.
        { "", 400, "Malformed" },
        { "no JSON", 400, "Malformed" },
        { """{"Records":[{"eventVersion":"2.1",""", 400, "Malformed" },
        { "{\"hello\":\"world\"}", 400, "UnknownShape" },
        { $$"""{"Records":{{new string('[', 1_000)}}{{new string(']', 1_000)}} }""", 400, "Malformed" },
        { """{"Records":[7,"x",null,[]]}""", 200, "WrongType" },
        { """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":7},"object":{"key":"a"}}}]}""", 200, "WrongType" },
        { """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"photos"},"object":{"key":["a"]}}}]}""", 200, "WrongType" },
        { EventSamples.Notification(EventSamples.Record("a", version: "9.0")), 200, "UnknownVersion" },
        { EventSamples.Notification(EventSamples.Record("a", name: "ObjectVanished:Puff")), 200, "UnknownEvent" },
        { EventSamples.Notification(EventSamples.Record("a", source: "aws:ec2")), 200, "ForeignSource" },
        { EventSamples.Notification(EventSamples.Record("a", bucket: "theirs")), 200, "ForeignBucket" },
        { EventSamples.Notification(EventSamples.Record("%FF%FE")), 200, "InvalidKey" },
        { EventSamples.Notification(EventSamples.Record(new string('k', 1_025))), 200, "InvalidKey" },

        // Allowed by the host, but asked by no distribution.
        { EventSamples.Notification(EventSamples.Record("a", bucket: "unserved")), 200, "UnknownBucket" },

        // An asterisk at its beginning is reached by '/*' alone.
        { EventSamples.Notification(EventSamples.Record("*")), 200, "cannot be invalidated" },
    };

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync(static options => options.Distributions.Add(DistributionJson.Of(Second, "photos.s3.ap-northeast-2.amazonaws.com")));
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_account.Time)
            .AddSingleton<IInvalidationListener>(this)
            .AddLogging(logging => logging.AddProvider(_log))
            .Configure<S3EventOptions>(static options =>
            {
                options.FlushEachRequest = true;
                options.Buckets.Add("photos");
                options.Buckets.Add("unserved");
            })
            .AddCloudFrontInvalidation(cdn => cdn
                .UseCloudFront(options =>
                {
                    (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey, options.Client.Retries) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret, 0);
                    options.Sending.CallBurst = 100;
                })
                .Alerts(alerts => alerts.Use(_ => _alerts)))
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _account.DisposeAsync();
    }

    public void Dispose() => _log.Dispose();

    Task IInvalidationListener.SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken)
    {
        _settled.AddRange(outcome.Receipts.Select(receipt => $"{receipt} {(outcome.IsAccepted ? "accepted" : outcome.Reason)}"));
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Receive_BadEvent_IsAnErrorOrALoggedSkipAndTheNextOneIsTold(string body, int status, string logged) => await CheckEventAsync(body, status, logged);

    [Fact]
    public async Task Receive_HugeEvent_IsAnErrorAndTheNextOneIsTold() =>
        await CheckEventAsync(EventSamples.Notification(EventSamples.Record(new string('x', 2 << 20))), 413, "TooLarge");

    [Fact]
    public async Task Receive_BadRecordsAmongGoodOnes_LosesNoneOfTheGood()
    {
        var body = EventSamples.Notification(
            "7",
            EventSamples.Record("one.jpg"),
            EventSamples.Record("a", version: "3.0"),
            EventSamples.Record("a", bucket: "theirs"),
            EventSamples.Record("a", bucket: "unserved"),
            EventSamples.Record("*"),
            EventSamples.Record("two.jpg"));

        Assert.Equal(200, await ReceiveAsync(body));

        Assert.Equal(["/one.jpg", "/one.jpg", "/two.jpg", "/two.jpg"], Told());
        Assert.Equal(3, _log.Entries.Count(static entry => entry.EventId == 850));
        Assert.Contains(_log.Entries, static entry => entry.EventId == 842 && entry.Text.StartsWith("1 changes were left out: UnknownBucket", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-slash", "does not begin with '/'")]
    [InlineData("https://example.com/a", "is an address")]
    [InlineData("/in*the/middle", "asterisk at character 4")]
    public async Task Add_BadPath_IsAnAlertThatSaysWhyAndTheOthersGo(string path, string problem) => await CheckPathAsync(path, problem);

    [Fact]
    public async Task Add_PathOverFourThousandCharacters_IsAnAlertThatSaysWhyAndTheOthersGo() => await CheckPathAsync("/" + new string('ü', 667), "4,003 characters when escaped");

    // No attribute can hold it.
    [Fact]
    public async Task Add_PathWithHalfACharacter_IsAnAlertThatSaysWhyAndTheOthersGo() => await CheckPathAsync("/a\ud800b", "lone surrogate");

    [Fact]
    public async Task Add_LongestPath_IsTold()
    {
        var longest = "/" + new string('x', 3_999);

        await Batcher.AddAsync(new InvalidationPath(longest));
        await Batcher.FlushAsync();

        Assert.Equal([longest, longest], Told());
    }

    [Fact]
    public async Task Flush_DistributionVanished_LosesNothingForTheOther()
    {
        await ReceiveAsync(EventSamples.Notification(EventSamples.Record("first.jpg")));
        _account.Emulator.RemoveDistribution(CloudFrontTestAccount.Distribution);

        Assert.Equal(200, await ReceiveAsync(EventSamples.Notification(EventSamples.Record("second.jpg"))));
        var calls = _account.Emulator.Calls.Count;
        Assert.Equal(200, await ReceiveAsync(EventSamples.Notification(EventSamples.Record("third.jpg"))));

        Assert.Equal(["/first.jpg", "/second.jpg", "/third.jpg"], _account.Emulator.Invalidations.Where(static invalidation => invalidation.DistributionId == Second).SelectMany(static invalidation => invalidation.Paths));
        Assert.Contains(_log.Entries, static entry => entry.Text.Contains(CloudFrontTestAccount.Distribution, StringComparison.Ordinal) && entry.Text.Contains("NotFound", StringComparison.Ordinal));

        // The list was read again, so that nobody asks for the one that has gone.
        Assert.Equal(["ListDistributions", "ListCachePolicies", "CreateInvalidation"], _account.Emulator.Calls.Skip(calls).Select(static call => call.Operation).Where(static name => name != "GetDistributionConfig"));
    }

    [Fact]
    public async Task Flush_PoliciesMayNotBeRead_TakesAllAsCachedAndWarnsOnce()
    {
        _account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "ListCachePolicies");
        _account.Emulator.Options.CachePolicies.Add(DistributionJson.CachePolicy(NothingKept, minTtl: 0, defaultTtl: 0, maxTtl: 0));
        _account.Emulator.AddDistribution(DistributionJson.Of("E3", "photos.s3.ap-northeast-2.amazonaws.com", "", DistributionJson.Behavior("live/*", cachePolicyId: NothingKept)));

        Assert.Equal(200, await ReceiveAsync(EventSamples.Notification(EventSamples.Record("live/a.json"))));
        _account.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, await ReceiveAsync(EventSamples.Notification(EventSamples.Record("live/b.json"))));

        Assert.Equal(["/live/a.json", "/live/b.json"], _account.Emulator.Invalidations.Where(static invalidation => invalidation.DistributionId == "E3").SelectMany(static invalidation => invalidation.Paths));
        Assert.Single(_log.Entries, static entry => entry.EventId == 804);
        Assert.Equal(2, _account.Emulator.Calls.Count(static call => call.Operation == "ListCachePolicies"));
    }

    private IInvalidationBatcher Batcher => _services.GetRequiredService<IInvalidationBatcher>();

    private IEnumerable<string> Told() => _account.Emulator.Invalidations.SelectMany(static invalidation => invalidation.Paths).Order(StringComparer.Ordinal);

    private async Task<int> ReceiveAsync(string body)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return (await _services.GetRequiredService<S3EventReceiver>().HandleAsync(stream)).StatusCode;
    }

    private async Task CheckEventAsync(string body, int status, string logged)
    {
        Assert.Equal(status, await ReceiveAsync(body));
        Assert.Equal(200, await ReceiveAsync(EventSamples.Notification(EventSamples.Record("good.jpg"))));

        Assert.Equal(["/good.jpg", "/good.jpg"], Told());
        Assert.Contains(_log.Entries, entry => entry.Level >= LogLevel.Information && entry.Text.Contains(logged, StringComparison.Ordinal));
    }

    private async Task CheckPathAsync(string path, string problem)
    {
        await Batcher.AddAsync(new InvalidationPath("/before.jpg", Receipt: "before"));
        await Batcher.AddAsync(new InvalidationPath(path, Receipt: "bad"));
        await Batcher.AddAsync(new ObjectChange { Bucket = "photos", ObjectKey = "after.jpg", Receipt = "after" });

        await Batcher.FlushAsync();

        Assert.Equal(["/after.jpg", "/after.jpg", "/before.jpg", "/before.jpg"], Told());
        _account.Time.Advance(TimeSpan.Zero);
        Assert.Contains(problem, Assert.Single(_alerts.Alerts).Message, StringComparison.Ordinal);
        Assert.Contains(_log.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains(problem, StringComparison.Ordinal));
        Assert.Equal(["after accepted", "bad accepted", "before accepted"], _settled.Order(StringComparer.Ordinal));
    }
}
