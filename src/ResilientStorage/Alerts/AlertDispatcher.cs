using Microsoft.Extensions.Logging;
using ResilientStorage.Configuration;
using ResilientStorage.Resilience;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Alerts;

/// <summary>
/// The one place that raises alerts: logs each, gathers those of one kind and store, and hands them to each sink off the operation's path. When it is
/// disposed it sends what is gathered, for as long as <see cref="AlertsOptions.DrainTimeout"/>, and logs the rest; later alerts are only logged.
/// </summary>
internal sealed class AlertDispatcher : IAsyncDisposable, IDisposable
{
    private readonly AlertsOptions _options;
    private readonly AlertNextStep _nextStep;
    private readonly TimeProvider _time;
    private readonly string _instance;
    private readonly ILogger _logger;
    private readonly StorageCounters? _counters;
    private readonly BackgroundTasks _background;
    private readonly AlertCoalescer _coalescer;
    private readonly AlertLane[] _lanes;

    public AlertDispatcher(IReadOnlyList<IAlertSink> sinks, AlertsOptions options, TimeProvider time, string instance, ILogger logger, StorageCounters? counters = null, bool hasLedger = true)
    {
        _options = options;
        _nextStep = new AlertNextStep(options.CommandArguments ?? (instance == InstanceName.Default ? "--config FILE" : $"--config FILE --instance {instance}"), hasLedger);
        _time = time;
        _instance = instance;
        _logger = logger;
        _counters = counters;

        // Its own, so that alerts of work that ends while the engine is disposed are still sent.
        _background = new BackgroundTasks(time, logger);
        _coalescer = new AlertCoalescer(options.CoalesceWindow, _nextStep, time, Send);
        _lanes = [.. sinks.Select(sink => new AlertLane(sink, options, _background, time, logger))];
    }

    public void Raise(AlertKind kind, string message, string? store = null, string? resourceKey = null, VersionId? versionId = null, AlertReport? report = null)
    {
        _counters?.Alerted(kind);
        _logger.Raised(kind, store, versionId);
        _logger.RaisedInDetail(kind, message);
        if (_lanes.Length > 0)
        {
            _coalescer.Add(new StorageAlert
            {
                Kind = kind,
                Instance = _instance,
                Message = message,
                At = _time.GetUtcNow(),
                Store = store,
                ResourceKey = resourceKey,
                VersionId = versionId,
                ReportBucket = report?.Bucket,
                ReportKeys = report?.Keys ?? [],
                NextStep = _nextStep.Of(kind, store, resourceKey),
            });
        }
    }

    /// <summary>Ends when the alerts that are under way were delivered or given up; summaries that are not yet due are not waited for.</summary>
    public Task WhenSentAsync(CancellationToken cancellationToken) => _background.WhenDoneAsync().WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var summary in _coalescer.Stop())
        {
            Send(summary);
        }

        using var deadline = new CancellationTokenSource(_options.DrainTimeout, _time);
        await Task.WhenAll(_lanes.Select(lane => lane.DrainAsync(deadline.Token))).ConfigureAwait(false);
        await _background.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>For containers that are disposed synchronously: nothing is waited for, what was not sent is logged.</summary>
    public void Dispose()
    {
        foreach (var summary in _coalescer.Stop())
        {
            _logger.SummaryNotSent(summary.Count, summary.Kind, summary.Store);
        }

        foreach (var lane in _lanes)
        {
            lane.Stop();
        }

        _background.Stop();
    }

    private void Send(StorageAlert alert)
    {
        foreach (var lane in _lanes)
        {
            lane.Offer(alert);
        }
    }
}
