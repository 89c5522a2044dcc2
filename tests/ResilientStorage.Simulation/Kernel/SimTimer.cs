namespace ResilientStorage.Simulation.Kernel;

internal sealed class SimTimer(SimLoop loop, Action callback, Func<bool> isAlive) : ITimer
{
    private int _version;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        loop.AssertOnLoop("ITimer.Change");
        if (_disposed)
        {
            return false;
        }

        _version++;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Post(dueTime, period, _version);
        }

        return true;
    }

    public void Dispose() => _disposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Post(TimeSpan delay, TimeSpan period, int version) => loop.Post(delay, () =>
    {
        if (_disposed || version != _version || !isAlive())
        {
            return;
        }

        if (period > TimeSpan.Zero)
        {
            Post(period, period, version);
        }

        callback();
    });
}
