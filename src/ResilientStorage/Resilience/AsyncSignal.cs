namespace ResilientStorage.Resilience;

/// <summary>
/// Wakes a worker loop without leaving the thread: <see cref="Set"/> runs the waiter's continuation. Resets itself: one call lets
/// one waiter pass, now or the next one to come; calls while none waits count as one.
/// </summary>
internal sealed class AsyncSignal(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiters = [];
    private bool _isSet;

    /// <summary>Lets the waiter that came first pass, or the next one to come.</summary>
    public void Set()
    {
        TaskCompletionSource<bool> waiter;
        lock (_lock)
        {
            if (_waiters.First is not { } first)
            {
                _isSet = true;
                return;
            }

            _waiters.RemoveFirst();
            waiter = first.Value;
        }

        waiter.SetResult(true);
    }

    /// <summary>Waits for the signal.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> for ever, zero not at all.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <returns>True when signalled, false when the time is up.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, Timeout.InfiniteTimeSpan);
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<bool> waiter;
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return true;
            }

            if (timeout == TimeSpan.Zero)
            {
                return false;
            }

            waiter = new TaskCompletionSource<bool>();
            _waiters.AddLast(waiter);
        }

        // Disposed synchronously: the asynchronous way may leave the thread.
        using var timer = timeProvider.CreateTimer(_ => Pass(waiter), null, timeout, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister((_, token) => Cancel(waiter, token), null);
        return await waiter.Task.ConfigureAwait(false);
    }

    // Whoever takes a waiter off the list is the only one to complete it, so that no signal is spent on a waiter that has gone.
    private bool Remove(TaskCompletionSource<bool> waiter)
    {
        lock (_lock)
        {
            return _waiters.Remove(waiter);
        }
    }

    private void Pass(TaskCompletionSource<bool> waiter)
    {
        if (Remove(waiter))
        {
            waiter.SetResult(false);
        }
    }

    private void Cancel(TaskCompletionSource<bool> waiter, CancellationToken cancellationToken)
    {
        if (Remove(waiter))
        {
            waiter.SetCanceled(cancellationToken);
        }
    }
}
