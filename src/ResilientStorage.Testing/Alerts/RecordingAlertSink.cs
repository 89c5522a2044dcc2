using ResilientStorage.Alerts;

namespace ResilientStorage.Testing;

/// <summary>An alert sink for tests: remembers every alert.</summary>
public sealed class RecordingAlertSink : IAlertSink
{
    private readonly Lock _lock = new();
    private readonly List<StorageAlert> _alerts = [];

    /// <summary>The alerts, in the order of arrival.</summary>
    public IReadOnlyList<StorageAlert> Alerts
    {
        get
        {
            lock (_lock)
            {
                return [.. _alerts];
            }
        }
    }

    /// <summary>The error with which the sink fails from now on, after remembering the alert.</summary>
    /// <value>Null by default: the sink works.</value>
    public Exception? Error { get; set; }

    /// <summary>Forgets all alerts.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _alerts.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            _alerts.Add(alert);
        }

        return Error is { } error ? ValueTask.FromException(error) : ValueTask.CompletedTask;
    }
}
