namespace ResilientStorage.Resilience;

/// <summary>
/// Lets so many operations a second through, evenly, with a burst of a tenth of a second's worth after a rest. Who has to wait is served by priority, and
/// in the order of arrival within one; but every eighth permit goes to whoever has waited longest, so that no flood of reads starves a sweep for ever:
/// with n callers before it, a caller waits for at most 8 (n + 1) permits.
/// </summary>
/// <remarks>Stays on the thread: whoever brings a permit, a caller or the clock's timer, runs the waiter's continuation; one for each turn of the timer.</remarks>
internal sealed class StoreRateLimiter
{
    private const int LongestFirstEvery = 8;
    private const int BurstsPerSecond = 10;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly LinkedList<Waiter> _waiters = [];
    private ITimer? _timer;
    private TimeSpan _interval;
    private TimeSpan _burst;
    private TimeSpan _nextFree;
    private int _served;

    public StoreRateLimiter(int operationsPerSecond, TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        Set(operationsPerSecond);
    }

    public int OperationsPerSecond { get; private set; }

    /// <summary>How many callers wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>Slows down, if it is faster: stores that share a credential share the lowest of the numbers that they are given.</summary>
    public void Limit(int operationsPerSecond)
    {
        lock (_lock)
        {
            if (operationsPerSecond < OperationsPerSecond)
            {
                Set(operationsPerSecond);
            }
        }
    }

    /// <summary>Waits for a permit.</summary>
    /// <returns>How long it took.</returns>
    public ValueTask<TimeSpan> WaitAsync(StorePriority priority, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TimeSpan>(cancellationToken);
        }

        Waiter waiter;
        lock (_lock)
        {
            var now = Now();
            if (_waiters.Count == 0 && _nextFree <= now)
            {
                Take(now);
                return ValueTask.FromResult(TimeSpan.Zero);
            }

            waiter = new Waiter(priority, now);
            _waiters.AddLast(waiter);
            Arm(now);
        }

        return WaitAsync(waiter, cancellationToken);
    }

    /// <summary>Counts an operation that does not wait.</summary>
    public void Charge()
    {
        lock (_lock)
        {
            Take(Now());
        }
    }

    /// <summary>Takes a permit back that was not used.</summary>
    public void Refund()
    {
        lock (_lock)
        {
            _nextFree -= _interval;
            if (_waiters.Count > 0)
            {
                Arm(Now());
            }
        }
    }

    private async ValueTask<TimeSpan> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        // Disposed synchronously: the asynchronous way may leave the thread.
        using var registration = cancellationToken.UnsafeRegister((_, token) => Cancel(waiter, token), null);
        return await waiter.Completion.Task.ConfigureAwait(false);
    }

    // Whoever takes a waiter off the list is the only one to complete it: no permit is spent on a caller that has gone.
    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_waiters.Remove(waiter))
            {
                return;
            }
        }

        waiter.Completion.SetCanceled(cancellationToken);
    }

    private void ServeNext()
    {
        Waiter next;
        TimeSpan waited;
        lock (_lock)
        {
            var now = Now();
            if (_waiters.Count == 0)
            {
                return;
            }

            if (_nextFree > now)
            {
                Arm(now);
                return;
            }

            next = Choose();
            _waiters.Remove(next);
            Take(now);
            waited = now - next.Since;
            if (_waiters.Count > 0)
            {
                Arm(now);
            }
        }

        next.Completion.SetResult(waited);
    }

    private Waiter Choose()
    {
        _served = (_served + 1) % LongestFirstEvery;
        return _served == 0 ? _waiters.First!.Value : _waiters.MinBy(static waiter => waiter.Priority)!;
    }

    private void Take(TimeSpan now)
    {
        // What was not used is kept for one burst, not for ever.
        var earliest = now - _burst;
        _nextFree = (_nextFree > earliest ? _nextFree : earliest) + _interval;
    }

    private void Arm(TimeSpan now)
    {
        var due = _nextFree > now ? _nextFree - now : TimeSpan.Zero;
        _timer ??= _time.CreateTimer(static state => ((StoreRateLimiter)state!).ServeNext(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // The system's timers count whole milliseconds and round down: a turn that comes too early would only arm the next.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Set(int operationsPerSecond)
    {
        OperationsPerSecond = operationsPerSecond;
        _interval = TimeSpan.FromSeconds(1) / operationsPerSecond;
        _burst = _interval * (Math.Max(1, operationsPerSecond / BurstsPerSecond) - 1);
    }

    private TimeSpan Now() => _time.GetElapsedTime(_origin);

    private sealed class Waiter(StorePriority priority, TimeSpan since)
    {
        public StorePriority Priority => priority;

        public TimeSpan Since => since;

        public TaskCompletionSource<TimeSpan> Completion { get; } = new();
    }
}
