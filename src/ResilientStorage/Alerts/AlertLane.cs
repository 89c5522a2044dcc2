using Microsoft.Extensions.Logging;
using ResilientStorage.Resilience;

namespace ResilientStorage.Alerts;

/// <summary>
/// One sink's way out: so many alerts an hour, a few deliveries under way at once, and a short queue before them. What finds no room, and what the sink failed
/// with, is held back and counted: the latest such alert goes out as soon as there is room again, or after a pause that grows while the sink keeps failing.
/// </summary>
internal sealed class AlertLane(IAlertSink sink, AlertsOptions options, BackgroundTasks background, TimeProvider time, ILogger logger)
{
    public const int MaxUnderWay = 4;
    public const int MaxWaiting = 64;

    /// <summary>How many deliveries may have been given up without the sink returning: more would fill the process with what hangs.</summary>
    public const int MaxAbandoned = 16;

    /// <summary>The pause before a failed alert is sent again; it doubles with each failure in a row, up to an hour.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock _lock = new();
    private readonly Queue<StorageAlert> _waiting = [];
    private readonly Queue<long> _admitted = [];
    private readonly TaskCompletionSource _drained = new();
    private readonly string _name = sink.GetType().Name;
    private StorageAlert? _latestHeldBack;
    private ITimer? _roomTimer;
    private CancellationToken _drainDeadline;
    private int _heldBack;
    private int _underWay;
    private int _abandoned;
    private int _failuresInARow;
    private long _failedAt;
    private int _undecided;
    private volatile bool _isDraining;

    public void Offer(StorageAlert alert)
    {
        if (TryHoldBack(alert) is { } heldBack)
        {
            logger.HeldBack(alert.Kind, _name, heldBack);
            return;
        }

        StartNext();
    }

    /// <summary>Sends what is waiting without the background's timers, until all is done or the time is up; the rest is logged.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        lock (_lock)
        {
            _isDraining = true;
            _drainDeadline = deadline;
            _roomTimer?.Dispose();
        }

        using var registration = deadline.UnsafeRegister(static lane => ((AlertLane)lane!)._drained.TrySetResult(), this);
        for (var i = 0; i < MaxUnderWay; i++)
        {
            _ = DeliverNextAsync(deadline);
        }

        EndDrainIfIdle();
        await _drained.Task.ConfigureAwait(false);
        LogUndelivered();
    }

    /// <summary>Logs what was not delivered.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _roomTimer?.Dispose();
        }

        LogUndelivered();
    }

    public void Delivered()
    {
        lock (_lock)
        {
            _undecided--;
            _failuresInARow = 0;
        }
    }

    /// <summary>A delivery failed.</summary>
    public void Failed(StorageAlert alert)
    {
        lock (_lock)
        {
            _undecided--;
            _heldBack += 1 + alert.HeldBack;
            _latestHeldBack ??= alert with { HeldBack = 0 };
            _failuresInARow++;
            _failedAt = time.GetTimestamp();
        }
    }

    /// <summary>The sink has returned from a delivery in time.</summary>
    public void Ended()
    {
        lock (_lock)
        {
            _underWay--;
        }

        UseRoom();
        EndDrainIfIdle();
    }

    /// <summary>A delivery was given up, and the sink has not returned: others go on without it.</summary>
    public void Abandoned()
    {
        bool isHanging;
        lock (_lock)
        {
            isHanging = ++_abandoned == MaxAbandoned;
        }

        if (isHanging)
        {
            logger.SinkHangs(_name, MaxAbandoned);
        }

        Ended();
    }

    /// <summary>The sink has returned from a delivery that was given up.</summary>
    public void Returned()
    {
        lock (_lock)
        {
            _abandoned--;
        }

        UseRoom();
    }

    private int? TryHoldBack(StorageAlert alert)
    {
        lock (_lock)
        {
            if (TryAdmit(alert, _heldBack))
            {
                return null;
            }

            _latestHeldBack = alert;
            WakeWhenThereIsRoom();
            return ++_heldBack;
        }
    }

    private bool TryAdmit(StorageAlert alert, int heldBack)
    {
        var now = time.GetTimestamp();
        while (_admitted.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Hour)
        {
            _admitted.Dequeue();
        }

        if (_admitted.Count >= options.MaxPerHour || _waiting.Count >= MaxWaiting)
        {
            return false;
        }

        _admitted.Enqueue(now);
        _waiting.Enqueue(heldBack == 0 ? alert : alert with { HeldBack = heldBack });
        _heldBack = 0;
        _latestHeldBack = null;
        return true;
    }

    // A full queue needs no timer: the end of a delivery makes room.
    private void WakeWhenThereIsRoom()
    {
        if (_admitted.Count >= options.MaxPerHour)
        {
            WakeAfter(Hour - time.GetElapsedTime(_admitted.Peek()));
        }
    }

    private void WakeAfter(TimeSpan pause)
    {
        if (!_isDraining)
        {
            _roomTimer ??= DetachedTimer.Create(time, UseRoom);
            _roomTimer.Change(pause, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan PauseLeft()
    {
        if (_failuresInARow == 0)
        {
            return TimeSpan.Zero;
        }

        var pause = FirstPause * Math.Pow(2, Math.Min(_failuresInARow - 1, 10));
        return (pause < Hour ? pause : Hour) - time.GetElapsedTime(_failedAt);
    }

    private void UseRoom()
    {
        ReleaseHeldBack();
        StartNext();
    }

    private void ReleaseHeldBack()
    {
        lock (_lock)
        {
            if (_latestHeldBack is not { } latest)
            {
                return;
            }

            if (PauseLeft() is { } left && left > TimeSpan.Zero)
            {
                WakeAfter(left);
            }
            else if (!TryAdmit(latest, _heldBack - 1))
            {
                WakeWhenThereIsRoom();
            }
        }
    }

    private void StartNext()
    {
        if (_isDraining)
        {
            _ = DeliverNextAsync(_drainDeadline);
        }
        else
        {
            background.Start(DeliverNextAsync);
        }
    }

    private Task DeliverNextAsync(CancellationToken stopping)
    {
        StorageAlert? alert;
        lock (_lock)
        {
            if (_underWay >= MaxUnderWay || _abandoned >= MaxAbandoned || stopping.IsCancellationRequested || !_waiting.TryDequeue(out alert))
            {
                return Task.CompletedTask;
            }

            _underWay++;
            _undecided++;
        }

        return new AlertDelivery(this, sink, alert, options.SinkTimeout, time, logger).RunAsync(stopping);
    }

    private void EndDrainIfIdle()
    {
        lock (_lock)
        {
            if (!_isDraining || _waiting.Count > 0 || _underWay > 0)
            {
                return;
            }
        }

        _drained.TrySetResult();
    }

    private void LogUndelivered()
    {
        int count;
        lock (_lock)
        {
            count = _waiting.Count + _waiting.Sum(static alert => alert.HeldBack) + _heldBack + _undecided;
        }

        if (count > 0)
        {
            logger.NotDelivered(count, _name);
        }
    }
}
