using Microsoft.Extensions.Logging;
using ResilientStorage.Configuration;
using ResilientStorage.Uploads;

namespace ResilientStorage.Telemetry;

/// <summary>The real engine over memory and a manual clock, with everything listened to that it measures, traces and logs.</summary>
internal sealed class Observed : IAsyncDisposable
{
    public const string Instance = "photos";
    private readonly MeterFactory _meters = new();
    private readonly ILoggerFactory _logging;

    public Observed(Action<ResilientStorageOptions>? configure = null, bool trace = true, bool measure = true, Func<EngineSetup, EngineSetup>? change = null)
    {
        // The test runner's context would send continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        Measurements = measure ? new MeasurementRecorder(_meters, Instance) : null!;
        Spans = trace ? new SpanRecorder(Instance) : null!;
        _logging = LoggerFactory.Create(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        Test = new TestStorage(
            options =>
            {
                Small.Parts(options);
                configure?.Invoke(options);
            },
            instance: Instance,
            change: setup =>
            {
                setup = setup with { Meters = _meters, Logging = _logging };
                return change is null ? setup : change(setup);
            });
    }

    public MeasurementRecorder Measurements { get; }

    public SpanRecorder Spans { get; }

    public LogRecorder Logs { get; } = new();

    public TestStorage Test { get; }

    public IResilientStorage Storage => Test.Storage;

    public static bool IsContent(string objectKey) => !objectKey.StartsWith(".resilient-storage/", StringComparison.Ordinal);

    /// <summary>Forgets what was heard so far: the test's own preparations.</summary>
    public void Begin()
    {
        Measurements?.All.Clear();
        Spans?.All.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Test.DisposeAsync();
        Measurements?.Dispose();
        Spans?.Dispose();
        _meters.Dispose();
        _logging.Dispose();
    }
}
