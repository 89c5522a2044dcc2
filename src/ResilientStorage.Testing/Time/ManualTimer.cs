namespace ResilientStorage.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, whose lock guards its due time.</summary>
internal sealed class ManualTimer(ManualTimeProvider provider, TimerCallback callback, object? state) : ITimer
{
    // Like the system's timers, a callback sees the async locals (the current activity, for instance) of the code that created it.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private volatile bool _disposed;

    public static IComparer<ManualTimer> DueOrder { get; } = Comparer<ManualTimer>.Create(static (x, y) =>
        x.DueAt != y.DueAt ? x.DueAt.CompareTo(y.DueAt) : x.Sequence.CompareTo(y.Sequence));

    public DateTimeOffset DueAt { get; set; }

    public long Sequence { get; set; }

    public TimeSpan? Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNegative(dueTime, nameof(dueTime));
        ThrowIfNegative(period, nameof(period));
        if (_disposed)
        {
            return false;
        }

        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
        provider.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Call(), this);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        provider.Arm(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void ThrowIfNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "A timer's times are zero, positive or Timeout.InfiniteTimeSpan.");
        }
    }

    private void Call() => callback(state);
}
