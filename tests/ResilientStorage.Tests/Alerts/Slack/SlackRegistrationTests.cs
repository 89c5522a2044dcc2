using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Testing;

namespace ResilientStorage.Alerts.Slack;

public sealed class SlackRegistrationTests : IDisposable
{
    private const string Path = "/services/" + WebhookServer.Secret;
    private readonly RecordingLogger _logger = new();

    public static TheoryData<Action<SlackAlertOptions>, string> Mistakes => new()
    {
        { static options => options.WebhookUrl = " ", "WebhookUrl: It is empty" },
        { static options => options.WebhookUrl = WebhookServer.Secret, "WebhookUrl: It is no absolute https address" },
        { static options => options.WebhookUrl = "ftp://hooks.slack.com" + Path, "WebhookUrl: It is no absolute https address" },
        { static options => options.WebhookUrl = "http://hooks.slack.com" + Path, "WebhookUrl: It begins with http" },
        { static options => options.WebhookUrl = "https://SECRET.example.org" + Path, "WebhookUrl: Its host is not allowed (it is not printed, because it is a secret): allowed are hooks.slack.com, hooks.slack-gov.com. Add another one to AllowedHosts." },
        { static options => options.WebhookUrl = "https://hooks.slack.com.example.org" + Path, "WebhookUrl: Its host is not allowed" },
        { static options => options.WebhookUrl = "https://hooks.slack.com@example.org" + Path, "WebhookUrl: It has a user before its host" },
        { static options => options.Retries = 11, "Retries: 11 is not possible, it has to be 0 to 10." },
        { static options => options.RetryDelay = TimeSpan.FromMinutes(2), "RetryDelay: 00:02:00 is not possible, it has to be 00:00:00 to 00:01:00." },
        { static options => options.AttemptTimeout = TimeSpan.Zero, "AttemptTimeout: 00:00:00 is not possible, it has to be 00:00:00.1000000 to 00:10:00." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void UseSlack_Mistake_FailsTheFirstResolveWithoutTheAddress(Action<SlackAlertOptions> mistake, string expected)
    {
        using var provider = Provider(alerts => alerts.UseSlack(options =>
        {
            options.WebhookUrl = "https://hooks.slack.com" + Path;
            mistake(options);
        }));

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IResilientStorage>);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("default/slack-1.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.slack.com")]
    [InlineData("https://HOOKS.slack-gov.com")]
    [InlineData("https://chat.example.org")]
    [InlineData("http://localhost:1234")]
    public void UseSlack_AllowedHosts_AreAllowed(string host)
    {
        using var provider = Provider(alerts => alerts.UseSlack(options =>
        {
            options.WebhookUrl = host + Path;
            options.AllowedHosts.Add("chat.example.org");
        }));

        Assert.NotNull(provider.GetRequiredService<IResilientStorage>());
    }

    [Fact]
    public async Task UseSlack_InAHost_AlertArrivesAndNoLogHoldsTheAddress()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        await using var server = new WebhookServer(WebhookServer.Answer(404, "no_service"));
        var clock = new ManualTimeProvider();
        var main = new InMemoryObjectStore(clock);
        await using (var provider = Provider(alerts => alerts.UseSlack(server.Url).UseSlack((_, options) => options.WebhookUrl = server.Url), clock, main))
        {
            var storage = provider.GetRequiredService<IResilientStorage>();
            main.Corrupt((await storage.UploadAsync("a.bin", new byte[] { 1 })).ObjectKey, 0);
            await storage.ReadAllBytesAsync("a.bin");

            clock.Advance(TimeSpan.Zero);
            await server.ArrivedAsync();
            await server.ArrivedAsync();
        }

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.Contains("resilient-storage show a.bin", request.Body, StringComparison.Ordinal));
        Assert.NotEmpty(_logger.Lines);
        Assert.DoesNotContain(_logger.Lines, static line => line.Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UseSlack_OwnClient_IsUsedAndStaysTheHosts()
    {
        using var handler = new CountingHandler();
        using var client = new HttpClient(handler);
        ResilientStorageBuilder? builder = null;
        await using (var provider = new ServiceCollection()
            .AddResilientStorage(storage => builder = storage.UseInMemory(new InMemoryObjectStore()).Alerts(alerts => alerts.UseSlack((_, options) => options.WebhookUrl = "https://hooks.slack.com" + Path, _ => client)))
            .BuildServiceProvider())
        {
            var sink = Assert.Single(builder!.AlertsBuilder.Factories)(provider);
            await sink.SendAsync(new StorageAlert { Kind = AlertKind.DeadLetter, Instance = "default", Message = "Look.", At = DateTimeOffset.UnixEpoch });
        }

        Assert.Equal((1, false), (handler.Requests, handler.IsDisposed));
    }

    public void Dispose() => _logger.Dispose();

    private ServiceProvider Provider(Action<AlertsBuilder> configure, ManualTimeProvider? clock = null, InMemoryObjectStore? main = null)
    {
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(clock ?? new ManualTimeProvider())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logger))
            .AddResilientStorage(storage => storage.UseInMemory(main ?? new InMemoryObjectStore()).Alerts(configure))
            .BuildServiceProvider();
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage());
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
