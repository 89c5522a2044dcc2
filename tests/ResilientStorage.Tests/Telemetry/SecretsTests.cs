using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Configuration;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Telemetry;

/// <summary>Secrets of the configuration and of foreign sinks show up in nothing that leaves the process to be read by people.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class SecretsTests : IDisposable
{
    private const string Secret = "planted-secret";
    private readonly ManualTimeProvider _clock = new();
    private readonly LogRecorder _logs = new();
    private readonly List<string> _heard = [];
    private readonly StoreFaultPlan _mainFaults = new();
    private readonly StoreFaultPlan _backupFaults = new();

    public SecretsTests() => SynchronizationContext.SetSynchronizationContext(null);

    [Fact]
    public async Task Failures_EverySinkFails_NoSecretAnywhere()
    {
        using var client = new HttpClient(new RefusingHandler());
        var thrown = await ListenAsync(storage => storage
            .Ledger(static ledger => ledger.UseInMemory())
            .DeleteQueue(queue => queue.Use(_ => new InMemoryDeleteQueue(_clock) { IsUnreachable = true }))
            .Alerts(alerts => alerts
                .UseSlack((_, options) => options.WebhookUrl = $"https://hooks.slack.com/services/{Secret}", _ => client)
                .UseMail(static options =>
                {
                    // Nobody listens on the port of discard.
                    (options.Host, options.Port, options.UseStartTls) = ("127.0.0.1", 9, false);
                    (options.User, options.Password, options.From) = ("user", Secret, "storage@example.org");
                    options.To.Add("one@example.org");
                })
                .Use(static _ => new RecordingAlertSink { Error = new InvalidOperationException($"https://example.org/{Secret}", new IOException(Secret)) })));

        Assert.NotEmpty(thrown);
        Assert.Contains(_logs.Entries, static entry => entry.EventId == 601 && entry.Text.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
        Assert.Contains(_logs.Entries, static entry => entry.EventId == 601 && entry.Text.Contains("Slack cannot be reached", StringComparison.Ordinal));
        AssertNoSecret(thrown);
    }

    [Fact]
    public async Task Failures_PasswordInTheConnectionString_NoSecretAnywhere()
    {
        var folder = Directory.CreateTempSubdirectory("resilient-storage-");
        try
        {
            var thrown = await ListenAsync(storage => storage.Ledger(ledger => ledger.UseSqlite(options => options.ConnectionString = $"Data Source={Path.Combine(folder.FullName, "ledger.db")};Password={Secret}")));

            Assert.NotEmpty(thrown);
            AssertNoSecret(thrown);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _logs.Dispose();

    private void AssertNoSecret(List<Exception> thrown)
    {
        Assert.NotEmpty(_heard);
        Assert.All(_heard, AssertNone);
        Assert.All(_logs.Entries, static entry => AssertNone(entry.Text));
        Assert.All(thrown, static error => AssertNone(error.ToString()));
    }

    private static void AssertNone(string text) => Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs a story in which all that can fail does, and listens to everything.</summary>
    /// <returns>What the host was told.</returns>
    private async Task<List<Exception>> ListenAsync(Action<ResilientStorageBuilder> configure)
    {
        using var measurements = ListenToMeters();
        using var spans = ListenToSpans();
        await using var provider = Build(configure);
        var thrown = new List<Exception>();
        try
        {
            var storage = provider.GetRequiredService<IResilientStorage>();
            var worker = provider.GetRequiredService<StorageEngine>().Worker;
            await TryAsync(() => storage.UploadAsync("a.bin", new byte[] { 1 }));
            _mainFaults.On(StoreOperation.OpenRead).Fail(StorageErrorKind.AccessDenied);
            await TryAsync(() => storage.ReadAllBytesAsync("a.bin"));
            _backupFaults.Outage = true;
            await TryAsync(() => storage.UploadAsync("b.bin", new byte[] { 1 }));
            await TryAsync(() => storage.ReadAllBytesAsync("a.bin"));
            await TryAsync(() => storage.DeleteAsync("a.bin"));
            await TryAsync(() => worker.PollOnceAsync(CancellationToken.None));
            _clock.Advance(TimeSpan.FromHours(1));
            measurements.RecordObservableInstruments();
        }
        catch (Exception e)
        {
            thrown.Add(e);
        }

        return thrown;

        async Task TryAsync(Func<Task> action)
        {
            var task = action();
            while (!task.IsCompleted && _clock.NextTimerAt is { } next)
            {
                _clock.Advance(next > _clock.GetUtcNow() ? next - _clock.GetUtcNow() : TimeSpan.Zero);
            }

            try
            {
                await task;
            }
            catch (Exception e)
            {
                thrown.Add(e);
            }
        }
    }

    private ServiceProvider Build(Action<ResilientStorageBuilder> configure) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
        .AddResilientStorage(storage => configure(storage
            .Main("main", store => store.Use(_ => FaultInjectingObjectStore.Wrap(new InMemoryObjectStore(_clock), _mainFaults)))
            .Backup("backup", store => store.Use(_ => FaultInjectingObjectStore.Wrap(new InMemoryObjectStore(_clock), _backupFaults)))
            .Configure(Small.NoRetention)))
        .BuildServiceProvider();

    private MeterListener ListenToMeters()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ResilientStorageTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Hear(tags));
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Hear(tags));
        listener.SetMeasurementEventCallback<int>((_, _, tags, _) => Hear(tags));
        listener.Start();
        return listener;
    }

    private ActivityListener ListenToSpans()
    {
        // Those of every source: a library below may have one.
        var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Hear($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(static e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private void Hear(ReadOnlySpan<KeyValuePair<string, object?>> tags) => Hear(string.Join(' ', tags.ToArray()));

    // The mail client works on threads of its own.
    private void Hear(string text)
    {
        lock (_heard)
        {
            _heard.Add(text);
        }
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException($"No connection to {request.RequestUri}", new IOException($"{request.RequestUri}"));
    }
}
