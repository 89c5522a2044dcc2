using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation;

/// <summary>Invalidation without stores or a ledger: events of every kind, exception prefixes of the options, report and alert, and the same request after a crash.</summary>
public sealed class EventInvalidationTests : IAsyncLifetime
{
    private readonly InMemoryObjectStore _reports = new();
    private readonly RecordingAlertSink _alerts = new();
    private CloudFrontTestAccount _account = null!;
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            options.Distributions.Clear();
            options.Distributions.Add(DistributionJson.Of("E1", "photos.s3.ap-northeast-2.amazonaws.com", "", DistributionJson.Behavior("live/*", cachePolicyId: DistributionJson.CachingDisabled)));
            options.Distributions.Add(DistributionJson.Of("E2", "photos.s3.ap-northeast-2.amazonaws.com", "/production"));
        });
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_account.Time)
            .AddCloudFrontInvalidation(cdn => cdn
                .UseCloudFront(options =>
                {
                    (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey, options.Client.Retries) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret, 0);
                    options.Catalog.ExceptionPrefixes.Add("photos", ["immutable/"]);
                })
                .ReportsTo(store => store.UseInMemory(_reports))
                .Alerts(alerts => alerts.Use(_ => _alerts)))
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _account.DisposeAsync();
    }

    [Fact]
    public async Task Events_OfEveryKind_AreToldToTheDistributionsThatServeThem()
    {
        Assert.Empty((await InvokeAsync(
            ("ObjectCreated:Put", "a+b.jpg"),
            ("ObjectCreated:Put", "immutable/logo.png"),
            ("ObjectRemoved:Delete", "immutable/old.png"),
            ("ObjectCreated:Put", "live/now.json"),
            ("ObjectRemoved:Delete", "live/gone.json"),
            ("ObjectCreated:Put", "production/img/c.png"),
            ("ObjectTagging:Put", "tagged.txt"))).Failures);

        Assert.Equal(["/a%20b.jpg", "/a+b.jpg", "/immutable/old.png", "/live/gone.json", "/production/img/c.png"], PathsOf("E1"));
        Assert.Equal(["/img/c.png"], PathsOf("E2"));
        Assert.Equal(2, _account.Emulator.Invalidations.Count);
    }

    [Fact]
    public async Task Events_ThatCannotBeTold_AreReportedAndReplayedAsTheSameRequest()
    {
        _account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, times: 100, "CreateInvalidation");
        var answer = await InvokeAsync(("ObjectCreated:Put", "a.jpg"));
        Assert.Equal(["m0"], answer.Failures);
        for (var i = 0; i < 20; i++)
        {
            _account.Time.Advance(TimeSpan.FromMinutes(15));
            await _services.GetRequiredService<IInvalidationBatcher>().FlushAsync();
        }

        var keys = _reports.ObjectKeys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, keys.Count);
        Assert.Matches(@"^invalidation_error/\d{8}T\d{6}[0-9a-f]{8}_E1\.json$", keys[0]);
        Assert.Equal("CloudFront Id [E1]\n\n(Set 1 Start)\n/a.jpg\n(Set 1 End)\n", Encoding.UTF8.GetString(_reports.ReadBytes(keys[1])));
        _account.Time.Advance(TimeSpan.Zero);
        Assert.Contains(keys[1], Assert.Single(_alerts.Alerts).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ToldOfAgainAfterACrash_CostNothingTwice()
    {
        await InvokeAsync(("ObjectCreated:Put", "a.jpg"), ("ObjectRemoved:Delete", "b.jpg"));
        await _services.DisposeAsync();
        var former = _account.Emulator.Invalidations.Count;
        await InitializeAgainAsync();

        await InvokeAsync(("ObjectRemoved:Delete", "b.jpg"), ("ObjectCreated:Put", "a.jpg"));

        Assert.Equal(former, _account.Emulator.Invalidations.Count);
    }

    [Fact]
    public async Task Events_AnswerLostBeforeACrash_CostNothingTwice()
    {
        _account.Emulator.Faults.Add(CloudFrontFaultKind.LostAnswer, times: 1, "CreateInvalidation", "E1");
        Assert.Equal(["m0", "m1"], (await InvokeAsync(("ObjectCreated:Put", "a.jpg"), ("ObjectRemoved:Delete", "b.jpg"))).Failures);
        await _services.DisposeAsync();
        await InitializeAgainAsync();

        Assert.Empty((await InvokeAsync(("ObjectRemoved:Delete", "b.jpg"), ("ObjectCreated:Put", "a.jpg"))).Failures);

        Assert.Equal(["/a.jpg", "/b.jpg"], PathsOf("E1"));
    }

    [Fact]
    public async Task Events_ToldOfAgainInOtherCompany_AreAnotherRequest()
    {
        await InvokeAsync(("ObjectCreated:Put", "a.jpg"), ("ObjectRemoved:Delete", "b.jpg"));
        await _services.DisposeAsync();
        await InitializeAgainAsync();

        await InvokeAsync(("ObjectCreated:Put", "a.jpg"));

        Assert.Equal(["/a.jpg", "/a.jpg", "/b.jpg"], PathsOf("E1"));
    }

    [Fact]
    public async Task Events_ToldOfAgainUntilTheyAreReported_AreOneReportAndAcknowledged()
    {
        _account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, times: 100, "CreateInvalidation");
        var invocations = 1;
        while ((await InvokeAsync(("ObjectCreated:Put", "a.jpg"))).Failures.Length > 0 && invocations < 20)
        {
            _account.Time.Advance(TimeSpan.FromMinutes(15));
            invocations++;
        }

        Assert.Equal(8, invocations);
        Assert.Equal(2, _reports.ObjectKeys.Count);
        Assert.Empty((await InvokeAsync(("ObjectCreated:Put", "a.jpg"))).Failures);
        Assert.Equal(2, _reports.ObjectKeys.Count);
    }

    private Task InitializeAgainAsync()
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_account.Time)
            .AddCloudFrontInvalidation(cdn => cdn.UseCloudFront(options =>
                (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret)))
            .BuildServiceProvider();
        return Task.CompletedTask;
    }

    private IEnumerable<string> PathsOf(string distribution) =>
        _account.Emulator.Invalidations.Where(invalidation => invalidation.DistributionId == distribution).SelectMany(static invalidation => invalidation.Paths).Order(StringComparer.Ordinal);

    /// <summary>Invokes the function with one SQS message an event.</summary>
    private async Task<(string[] Failures, string Text)> InvokeAsync(params (string Name, string Key)[] events)
    {
        var records = events.Select(static (change, index) =>
        {
            var body = $$$"""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"ap-northeast-2","eventTime":"2026-05-06T07:08:09.000Z","eventName":"{{{change.Name}}}","s3":{"bucket":{"name":"photos"},"object":{"key":"{{{change.Key}}}","sequencer":"0055AED6DCD9028{{{index}}}"} } } ] }""";
            return $$$"""{"messageId":"m{{{index}}}","eventSource":"aws:sqs","body":{{{System.Text.Json.JsonSerializer.Serialize(body)}}} }""";
        });
        using var input = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}"""));
        using var output = new MemoryStream();
        var handling = _services.GetRequiredService<LambdaInvalidationHandler>().HandleAsync(input, output);
        while (!handling.IsCompleted)
        {
            // An alert is handed over by the clock, and the function ends after it.
            _account.Time.Advance(TimeSpan.Zero);
            await Task.Yield();
        }

        await handling;
        var text = Encoding.UTF8.GetString(output.ToArray());
        using var json = System.Text.Json.JsonDocument.Parse(text);
        return ([.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)], text);
    }
}
