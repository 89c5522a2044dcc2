using System.Globalization;

namespace ResilientStorage.Alerts;

/// <summary>The alerts of one kind and store since one was sent. The coalescer's lock guards it.</summary>
internal sealed class AlertGroup : IDisposable
{
    private const int MaxSampleKeys = 5;
    private const int MaxReportKeys = 50;
    private readonly DateTimeOffset _since;
    private readonly TimeSpan _window;
    private readonly AlertNextStep _nextStep;
    private readonly ITimer _timer;
    private readonly List<string> _keys = [];
    private readonly List<string> _reports = [];
    private string? _reportBucket;
    private StorageAlert? _latest;
    private DateTimeOffset _first;
    private int _count;
    private bool _isOneStore = true;

    public AlertGroup(DateTimeOffset since, TimeSpan window, AlertNextStep nextStep, TimeProvider time, Action<AlertGroup> windowEnded)
    {
        _nextStep = nextStep;
        _since = since;
        _window = window;
        _timer = DetachedTimer.Create(time, () => windowEnded(this));
        StartWindow();
    }

    public void StartWindow() => _timer.Change(_window, Timeout.InfiniteTimeSpan);

    public void Add(StorageAlert alert)
    {
        _first = _count++ == 0 ? alert.At : _first;
        _isOneStore &= _latest is null || _latest.Store == alert.Store;
        _latest = alert;
        if (alert.ResourceKey is { } key && _keys.Count < MaxSampleKeys && !_keys.Contains(key))
        {
            _keys.Add(key);
        }

        // Those of another bucket would be looked for in the wrong one.
        _reportBucket ??= alert.ReportBucket;
        _reports.AddRange(alert.ReportBucket == _reportBucket ? alert.ReportKeys.Take(MaxReportKeys - _reports.Count) : []);
    }

    /// <summary>Makes the summary and begins to count anew; null when there was nothing.</summary>
    public StorageAlert? TakeSummary()
    {
        if (_latest is not { } latest)
        {
            return null;
        }

        var summary = _count == 1 ? latest with { Since = _since } : Summarise(latest);
        _latest = null;
        _count = 0;
        _isOneStore = true;
        _keys.Clear();
        _reports.Clear();
        _reportBucket = null;
        return summary;
    }

    public void Dispose() => _timer.Dispose();

    private StorageAlert Summarise(StorageAlert latest)
    {
        var key = _keys.Count == 1 ? _keys[0] : null;
        var store = _isOneStore ? latest.Store : null;
        return latest with
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"{_count} more since the last message, from {AlertText.TimeOf(_first)} to {AlertText.TimeOf(latest.At)}. The latest: {latest.Message}"),
            Since = _since,
            Count = _count,
            Store = store,
            ResourceKey = key,
            VersionId = null,
            SampleKeys = [.. _keys],
            ReportBucket = _reportBucket,
            ReportKeys = [.. _reports],
            NextStep = _nextStep.Of(latest.Kind, store, key ?? latest.ResourceKey),
        };
    }
}
