using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;
using ResilientStorage.Alerts.Mail;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation;

/// <summary>
/// The whole way of a host without stores and without a ledger: the event of S3, exception paths from the bucket's tag, ten seconds, the first matching behaviour, TTL, one batch a distribution in sets, a report, a
/// mail, the replay.
/// </summary>
public sealed class EventToReplayTests : IAsyncLifetime
{
    private const string Bucket = "photos";
    private const string Origin = "photos.s3.ap-northeast-2.amazonaws.com";
    private const string ShortLived = "5a2f1c0e-0000-4000-8000-00000000abcd";
    private const int SetSize = 3;

    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    private readonly TaggedStore _bucket = new() { Tags = { ["exceptionPaths"] = "/immutable/* fonts/" } };
    private readonly InMemoryObjectStore _reports = new();
    private readonly SmtpServer _mail = new SmtpServer().Start();
    private CloudFrontTestAccount _account = null!;

    private DateTimeOffset Now => _account.Time.GetUtcNow();

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync(static options =>
        {
            options.MaxPathsInProgress = SetSize;
            options.CachePolicies.Add(DistributionJson.CachePolicy(ShortLived, minTtl: 0, defaultTtl: 0, maxTtl: 60));
            options.Distributions.Clear();
            options.Distributions.Add(DistributionJson.Of(
                "E1",
                Origin,
                "",
                DistributionJson.Behavior("live/*", cachePolicyId: DistributionJson.CachingDisabled),
                DistributionJson.Behavior("live/album/*"),
                DistributionJson.Behavior("short/*", cachePolicyId: ShortLived)));
            options.Distributions.Add(DistributionJson.Of("E2", Origin, "/production"));
            options.Distributions.Add(DistributionJson.Of("E3", "elsewhere.s3.ap-northeast-2.amazonaws.com"));
        });
    }

    public async Task DisposeAsync()
    {
        await _account.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Events_OfWhichOneDistributionTakesNone_AreToldReportedMailedAndReplayed()
    {
        await TellTheWindowAsync();
        var former = _account.Emulator.Invalidations.Count;

        var report = await FailUntilReportedAsync();
        ReadMail(report);

        await ReplayAsync(report, former);
    }

    /// <summary>A host that S3's events are pushed to: gathered for ten seconds, then one batch a distribution, in sets that its pool has places for.</summary>
    private async Task TellTheWindowAsync()
    {
        // What waits for the clock goes on where the clock is moved.
        SynchronizationContext.SetSynchronizationContext(null);
        await using var host = Build();
        using var stop = new CancellationTokenSource();
        var running = host.GetRequiredService<StandaloneInvalidation>().Batcher.RunAsync(isSender: true, stop.Token);
        var begin = Now;

        using var body = Body(Notification(
            ("ObjectCreated:Put", "a.jpg"),
            ("ObjectCreated:Put", "immutable/logo.png"),
            ("ObjectRemoved:Delete", "immutable/old.png"),
            ("ObjectCreated:Put", "live/album/written.jpg"),
            ("ObjectRemoved:Delete", "live/album/removed.jpg"),
            ("ObjectCreated:Put", "short/now.json"),
            ("ObjectCreated:Put", "production/img/c.png")));
        var handling = host.GetRequiredService<S3EventReceiver>().HandleAsync(body);
        _account.Time.Advance(TimeSpan.FromSeconds(10) - Moment);
        Assert.Empty(_account.Emulator.Calls);

        // The first set is asked after twenty seconds later, and its places are free by then.
        _account.Time.Advance(Moment);
        await RestUntilAsync(begin + TimeSpan.FromSeconds(30));
        Assert.Single(ToldTo("E1"));
        Assert.Equal(["/img/c.png"], Assert.Single(ToldTo("E2")).Paths);
        Assert.False(handling.IsCompleted);

        _account.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new S3EventResponse(200), await handling.WaitAsync(Patience.Limit));
        Assert.Equal(
            [["/a.jpg", "/immutable/old.png", "/live/album/removed.jpg"], ["/production/img/c.png", "/short/now.json"]],
            ToldTo("E1").Select(static told => told.Paths).OrderBy(static paths => paths[0], StringComparer.Ordinal));
        Assert.Equal(3, _account.Emulator.Invalidations.Count);
        Assert.Equal(1, _bucket.Reads);

        await stop.CancelAsync();
        await running;
    }

    /// <summary>A function that SQS calls: one distribution takes nothing, but once without saying so; SQS delivers again what is not settled, until a report has it.</summary>
    /// <returns>The key of the report's text.</returns>
    private async Task<string> FailUntilReportedAsync()
    {
        // What was told before has taken effect by now, and takes no places.
        _account.Time.Advance(TimeSpan.FromMinutes(1));
        await using var function = Build();
        _account.Emulator.Faults.Add(CloudFrontFaultKind.LostAnswer, 1, "CreateInvalidation", "E1");
        _account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "CreateInvalidation", "E1");
        (string, string)[] failing = [("ObjectCreated:Put", "b1.jpg"), ("ObjectCreated:Put", "b2.jpg"), ("ObjectRemoved:Delete", "fonts/old.woff"), ("ObjectCreated:Put", "production/img/d.png")];

        Assert.Equal(["m0", "m1", "m2", "m3"], await InvokeAsync(function, [.. failing, ("ObjectCreated:Put", "fonts/new.woff")]));
        Assert.Equal(["/img/d.png"], ToldTo("E2")[1].Paths);
        Assert.Empty(_reports.ObjectKeys);
        _account.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["m0", "m1", "m2", "m3"], await InvokeAsync(function, failing));
        _account.Time.Advance(TimeSpan.FromMinutes(2));
        var last = InvokeAsync(function, failing);
        while (!last.IsCompleted)
        {
            // The alert is handed over by the clock, and the function does not end before it is sent: it is frozen then.
            _account.Time.Advance(TimeSpan.Zero);
            await Task.Yield();
        }

        Assert.Empty(await last);

        var keys = _reports.ObjectKeys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, keys.Count);
        Assert.Matches(@"^invalidation_error/\d{8}T\d{6}[0-9a-f]{8}_E1\.json$", keys[0]);
        Assert.Equal(Path.ChangeExtension(keys[0], "txt"), keys[1]);
        Assert.Equal(
            """
            CloudFront Id [E1]

            (Set 1 Start)
            /b1.jpg
            /b2.jpg
            /fonts/old.woff
            (Set 1 End)

            (Set 2 Start)
            /production/img/d.png
            (Set 2 End)

            """,
            Encoding.UTF8.GetString(_reports.ReadBytes(keys[1])),
            ignoreLineEndingDifferences: true);
        return keys[1];
    }

    private void ReadMail(string report)
    {
        // There before the function had ended.
        var received = _mail.MailAsync();
        Assert.True(received.IsCompletedSuccessfully);
        var mail = new ReceivedMail(received.GetAwaiter().GetResult());

        Assert.Equal("[Error] CloudFront Invalidation", mail.Header("Subject"));
        Assert.Contains("\r\nBucket: photos-reports\r\n", mail.Plain, StringComparison.Ordinal);
        Assert.Contains($"\r\nReport: {report}\r\nReport: {Path.ChangeExtension(report, "json")}\r\n", mail.Plain, StringComparison.Ordinal);
        Assert.Contains("\r\nNext step: IInvalidationReplay.ReplayAsync(report)\r\n", mail.Plain, StringComparison.Ordinal);
    }

    /// <summary>A process that knows nothing of it sends the report again: each set arrives under its reference, and is an invalidation once.</summary>
    private async Task ReplayAsync(string report, int former)
    {
        _account.Emulator.Faults.Clear();
        _account.Time.Advance(TimeSpan.FromHours(5));
        await using var later = Build();
        var json = _reports.ReadBytes(Path.ChangeExtension(report, "json"));
        using var document = JsonDocument.Parse(json);
        var references = document.RootElement.GetProperty("sets").EnumerateArray().Select(static set => set.GetProperty("callerReference").GetString()!).ToList();
        Assert.Contains(Assert.Single(ToldTo("E1").Skip(2)).CallerReference, references);

        Assert.Equal(2, await later.GetRequiredService<IInvalidationReplay>().ReplayAsync(new MemoryStream(json)));
        Assert.Equal(new InvalidationReport(2, 4, 0), await later.GetRequiredService<IInvalidationBatcher>().FlushAsync());
        Assert.Equal(0, await later.GetRequiredService<IInvalidationReplay>().ReplayAsync(new MemoryStream(json)));
        await later.GetRequiredService<IInvalidationBatcher>().FlushAsync();

        Assert.Equal(references.Order(StringComparer.Ordinal), ToldTo("E1").Skip(2).Select(static told => told.CallerReference).Order(StringComparer.Ordinal));
        Assert.Equal(["/b1.jpg", "/b2.jpg", "/fonts/old.woff", "/production/img/d.png"], ToldTo("E1").Skip(2).SelectMany(static told => told.Paths).Order(StringComparer.Ordinal));
        Assert.Equal(former + 3, _account.Emulator.Invalidations.Count);
        Assert.Empty(ToldTo("E3"));
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<TimeProvider>(_account.Time)
        .AddCloudFrontInvalidation(cdn => cdn
            .UseCloudFront(options =>
            {
                (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey, options.Client.Retries) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret, 0);
                (options.Sending.MaxPathsInProgress, options.Sending.Retries) = (SetSize, 2);
            })
            .ExceptionTagOf(store => store.Use(_ => _bucket, static _ => new StorePlace("s3", "", Bucket)))
            .ReportsTo(store => store.Use(_ => _reports, static _ => new StorePlace("s3", "", "photos-reports")))
            .Alerts(alerts => alerts.UseMail(mail =>
            {
                (mail.Host, mail.Port, mail.UseStartTls, mail.From) = ("localhost", _mail.Port, false, "storage@example.org");
                mail.To.Add("ops@example.org");
            })))
        .BuildServiceProvider();

    private List<EmulatedInvalidation> ToldTo(string distribution) => [.. _account.Emulator.Invalidations.Where(told => told.DistributionId == distribution)];

    /// <summary>Waits until calls under way have ended, and nothing is left but to wait for a time.</summary>
    private async Task RestUntilAsync(DateTimeOffset next)
    {
        using var patience = new CancellationTokenSource(Patience.Limit, TimeProvider.System);
        while (_account.Time.NextTimerAt != next)
        {
            Assert.False(patience.IsCancellationRequested, $"The next timer is due at {_account.Time.NextTimerAt:O}, at {Now:O}, after {string.Join(", ", _account.Emulator.Calls)}");
            await Task.Yield();
        }
    }

    private static MemoryStream Body(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string Notification(params (string Name, string Key)[] events) =>
        $$"""{"Records":[{{string.Join(',', events.Select(static change => $$$"""{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"ap-northeast-2","eventTime":"2026-05-06T07:08:09.000Z","eventName":"{{{change.Name}}}","s3":{"bucket":{"name":"{{{Bucket}}}"},"object":{"key":"{{{change.Key}}}","sequencer":"0055AED6DCD90281"} } }"""))}}]}""";

    /// <summary>Invokes the function with one SQS message an event.</summary>
    /// <returns>The messages that have to come again.</returns>
    private static async Task<IEnumerable<string>> InvokeAsync(ServiceProvider function, params (string Name, string Key)[] events)
    {
        using var input = Body($$"""{"Records":[{{string.Join(',', events.Select(static (change, index) => $$$"""{"messageId":"m{{{index}}}","eventSource":"aws:sqs","body":{{{JsonSerializer.Serialize(Notification(change))}}} }"""))}}]}""");
        using var output = new MemoryStream();
        await function.GetRequiredService<LambdaInvalidationHandler>().HandleAsync(input, output);
        using var answer = JsonDocument.Parse(output.ToArray());
        return [.. answer.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }
}
