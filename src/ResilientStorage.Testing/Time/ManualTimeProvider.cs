namespace ResilientStorage.Testing;

/// <summary>
/// A clock that moves only when it is told to. Timers fire in the order in which they are due (equal ones in the order in which they were armed),
/// on the thread that advances the clock, with the clock standing at the moment at which each is due. A timer never fires inside
/// <see cref="CreateTimer"/> or <see cref="ITimer.Change"/>, even when it is due at once: it waits for the next <see cref="Advance"/>, which may be one of zero.
/// Thread-safe.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ManualTimer> _armed = new(ManualTimer.DueOrder);
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>Makes a clock.</summary>
    /// <param name="start">The time at which it stands; by default midnight of 1 January 2000, UTC.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <summary>When the next timer is due; null when none is armed. It may lie in the past only while timers are firing.</summary>
    public DateTimeOffset? NextTimerAt
    {
        get
        {
            lock (_gate)
            {
                return _armed.Min?.DueAt;
            }
        }
    }

    /// <summary>How many timers are armed.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>A timestamp of the same clock: it moves together with <see cref="GetUtcNow"/>.</summary>
    /// <returns>The ticks of the current time.</returns>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires every timer that becomes due on the way, those armed on the way included.</summary>
    /// <param name="delta">How far; zero fires what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is negative.</exception>
    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + delta);
    }

    /// <summary>Moves the clock forward to a time, as <see cref="Advance"/> does.</summary>
    /// <param name="value">The time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The clock is later already: a clock that runs backward would fire timers twice.</exception>
    public void SetUtcNow(DateTimeOffset value)
    {
        var now = GetUtcNow();
        ArgumentOutOfRangeException.ThrowIfLessThan(value, now);
        AdvanceTo(value.ToUniversalTime());
    }

    internal void Arm(ManualTimer timer, TimeSpan? dueTime)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime is { } due)
            {
                timer.DueAt = _now + due;
                timer.Sequence = _sequence++;
                _armed.Add(timer);
            }
        }
    }

    private void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } next || next.DueAt > target)
            {
                _now = _now < target ? target : _now;
                return null;
            }

            _armed.Remove(next);
            _now = _now < next.DueAt ? next.DueAt : _now;
            if (next.Period is { } period)
            {
                next.DueAt += period;
                next.Sequence = _sequence++;
                _armed.Add(next);
            }

            return next;
        }
    }
}
