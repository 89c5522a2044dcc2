using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ResilientStorage.Alerts.Slack;

public sealed class SlackAlertSinkTests : IDisposable
{
    private static readonly StorageAlert Alert = new() { Kind = AlertKind.ReplicaCorrupt, Instance = "default", Message = "Wrong bytes.", At = DateTimeOffset.UnixEpoch, Store = "main", ResourceKey = "a.bin", NextStep = "resilient-storage show a.bin" };
    private readonly SignallingTimeProvider _clock = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task SendAsync_Alert_IsPostedAsPlainText()
    {
        await using var server = new WebhookServer(WebhookServer.Ok);

        await SendAsync(server.Url);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith($"POST /services/{WebhookServer.Secret} HTTP/1.1", request.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8", request.Head, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal(
            "A copy is corrupt (store 'main')\nWrong bytes.\nStorage: default\nStore: main\nResource: a.bin\nSince: 1970-01-01 00:00:00 UTC\nLatest: 1970-01-01 00:00:00 UTC\nNext step: resilient-storage show a.bin",
            json.RootElement.GetProperty("text").GetString());
        Assert.Equal(
            ["text", "mrkdwn", "parse", "link_names", "unfurl_links", "unfurl_media"],
            json.RootElement.EnumerateObject().Select(static property => property.Name));
        Assert.False(json.RootElement.GetProperty("mrkdwn").GetBoolean());
        Assert.Equal("none", json.RootElement.GetProperty("parse").GetString());
    }

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("*bold* _it_ ~no~ `code`", "*bold* _it_ ~no~ `code`")]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("x\r\nNext step: evil", "x  Next step: evil")]
    public void Of_HostileKey_ArrivesEscapedOnItsLine(string key, string expected)
    {
        var message = SlackMessage.Of(Alert with { ResourceKey = key });

        Assert.Contains($"\nResource: {expected}\n", message.Text, StringComparison.Ordinal);
        Assert.Equal((false, "none"), (message.Mrkdwn, message.Parse));
    }

    [Fact]
    public void Of_LongestOfEverything_StaysBelowSlacksLimit()
    {
        var key = new string('&', ResourceKey.MaxBytes);
        var message = SlackMessage.Of(Alert with { Message = new string('<', 100_000), Instance = new string('&', 1_000), ResourceKey = key, NextStep = key });
        var summary = SlackMessage.Of(Alert with { Message = new string('<', 100_000), ResourceKey = null, SampleKeys = [key, key, key, key, key] });

        Assert.InRange(message.Text.Length, 10_000, 40_000);
        Assert.InRange(summary.Text.Length, 10_000, 40_000);
    }

    [Fact]
    public async Task SendAsync_TooManyRequests_SentAgainAfterThePauseThatSlackAsksFor()
    {
        await using var server = new WebhookServer(WebhookServer.Answer(429, headers: "Retry-After: 7\r\n"), WebhookServer.Ok);

        var sending = SendAsync(server.Url);
        await server.ArrivedAsync();
        await _clock.PassAsync(TimeSpan.FromSeconds(7));
        await sending.WaitAsync(Patience.Limit);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, _logger.CountOf(608));
    }

    [Fact]
    public async Task SendAsync_PauseLongerThanTheTimeout_GivenUpAtOnce()
    {
        await using var server = new WebhookServer(WebhookServer.Answer(429, headers: "Retry-After: 3600\r\n"));

        var error = await FailAsync(server.Url);

        Assert.Equal("Slack answered 429: too many messages; it asks to wait 01:00:00. Lower MaxPerHour if this goes on.", error.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_ServerErrors_SentAgainWithGrowingPauses()
    {
        await using var server = new WebhookServer(WebhookServer.Answer(500), WebhookServer.Answer(503), WebhookServer.Ok);

        var sending = SendAsync(server.Url, static options => options.RetryDelay = TimeSpan.FromSeconds(1.5));
        await _clock.PassAsync(TimeSpan.FromSeconds(1.5));
        await _clock.PassAsync(TimeSpan.FromSeconds(3));
        await sending.WaitAsync(Patience.Limit);

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_ServerErrorsWithoutEnd_GivenUpAfterTheRetries()
    {
        await using var server = new WebhookServer(WebhookServer.Answer(500));

        var error = await FailAsync(server.Url, static options => (options.Retries, options.RetryDelay) = (2, TimeSpan.Zero));

        Assert.Equal("Slack answered 500: the trouble is on its side.", error.Message);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_SlowServer_TheTryEndsAndTheNextOneDelivers()
    {
        await using var server = new WebhookServer(null, WebhookServer.Ok);

        var sending = SendAsync(server.Url, static options => (options.AttemptTimeout, options.RetryDelay) = (TimeSpan.FromSeconds(9), TimeSpan.Zero));
        await server.ArrivedAsync();
        await _clock.PassAsync(TimeSpan.FromSeconds(9));
        await sending.WaitAsync(Patience.Limit);

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains(_logger.Lines, static line => line.Contains("Slack did not answer within 00:00:09.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_Cancelled_EndsAtOnce()
    {
        await using var server = new WebhookServer([null]);
        using var cancel = new CancellationTokenSource();

        using var sink = SinkTo(server.Url);
        var sending = sink.SendAsync(Alert, cancel.Token).AsTask();
        await server.ArrivedAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Patience.Limit));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_ServerIsDown_SaysWhatToCheck()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var error = await FailAsync($"http://127.0.0.1:{port}/services/{WebhookServer.Secret}", static options => options.RetryDelay = TimeSpan.Zero);

        Assert.Equal("Slack cannot be reached (ConnectionRefused). Check this machine's network, proxy and firewall.", error.Message);
        Assert.Equal(3, _logger.CountOf(608));
    }

    [Fact]
    public async Task SendAsync_Redirect_IsNotFollowed()
    {
        await using var elsewhere = new WebhookServer(WebhookServer.Ok);
        await using var server = new WebhookServer(WebhookServer.Answer(307, headers: $"Location: {elsewhere.Url}\r\n"));

        var error = await FailAsync(server.Url);

        Assert.Equal("Slack answered 307, a redirect, which is not followed. Set WebhookUrl to the address that Slack shows.", error.Message);
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(404, "no_service", "Slack answered 404 (no_service): the webhook or its channel no longer exists. Make a new webhook in Slack and set WebhookUrl to it.")]
    [InlineData(410, "channel_is_archived", "Slack answered 410 (channel_is_archived): the webhook or its channel no longer exists. Make a new webhook in Slack and set WebhookUrl to it.")]
    [InlineData(403, "action_prohibited", "Slack answered 403 (action_prohibited): the webhook may not post. Check in Slack that its app is still installed and allowed to write into the channel, or make a new webhook and set WebhookUrl to it.")]
    [InlineData(400, "invalid /services/" + WebhookServer.Secret, "Slack answered 400: it does not take the message. Check that WebhookUrl is the whole address of an incoming webhook.")]
    public async Task SendAsync_Refused_NotSentAgainAndSaysWhatToDo(int status, string body, string expected)
    {
        await using var server = new WebhookServer(WebhookServer.Answer(status, body));

        var error = await FailAsync(server.Url);

        Assert.Equal(expected, error.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_OwnClientThatNamesTheAddress_ErrorDoesNot()
    {
        using var client = new HttpClient(new TellingHandler());

        using var sink = new SlackAlertSink(new SlackAlertOptions { WebhookUrl = "https://hooks.slack.com/services/" + WebhookServer.Secret, Retries = 0 }, () => client, TimeSpan.FromSeconds(30), _clock, _logger);
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(async () => await sink.SendAsync(Alert));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("The request to Slack failed with InvalidOperationException.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_SomeoneListensToActivities_NoneHoldsTheAddress()
    {
        var addresses = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => addresses.Enqueue(activity.GetTagItem("url.full") as string ?? ""),
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = new WebhookServer(WebhookServer.Ok);

        await SendAsync(server.Url);

        Assert.DoesNotContain(addresses, static address => address.Contains("SECRET", StringComparison.Ordinal));
    }

    public void Dispose() => _logger.Dispose();

    private SlackAlertSink SinkTo(string url, Action<SlackAlertOptions>? configure = null)
    {
        var options = new SlackAlertOptions { WebhookUrl = url };
        configure?.Invoke(options);
        return new SlackAlertSink(options, null, TimeSpan.FromSeconds(30), _clock, _logger);
    }

    private async Task SendAsync(string url, Action<SlackAlertOptions>? configure = null)
    {
        using var sink = SinkTo(url, configure);
        await sink.SendAsync(Alert);
        Assert.DoesNotContain(_logger.Lines, static line => line.Contains("SECRET", StringComparison.Ordinal));
    }

    private async Task<AlertDeliveryException> FailAsync(string url, Action<SlackAlertOptions>? configure = null)
    {
        using var sink = SinkTo(url, configure);
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(() => sink.SendAsync(Alert).AsTask().WaitAsync(Patience.Limit));
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_logger.Lines, static line => line.Contains("SECRET", StringComparison.Ordinal));
        return error;
    }

    private sealed class TellingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"No route to {request.RequestUri}.");
    }
}
