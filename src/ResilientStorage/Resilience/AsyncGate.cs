namespace ResilientStorage.Resilience;

/// <summary>
/// Lets one caller in at a time, in the order of arrival, without leaving the thread: whoever gives the gate up runs the next
/// one's continuation, nested in its own <see cref="Holder.Dispose"/>. Handing over later instead would flatten the stack, but a
/// caller that blocks after giving the gate up would then keep the next one out of a free gate.
/// </summary>
internal sealed class AsyncGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<Holder>> _waiters = [];
    private bool _isHeld;

    /// <summary>Waits for the gate.</summary>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <returns>The right to be inside; dispose it exactly once.</returns>
    public ValueTask<Holder> EnterAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Holder>(cancellationToken);
        }

        TaskCompletionSource<Holder> waiter;
        lock (_lock)
        {
            if (!_isHeld)
            {
                _isHeld = true;
                return ValueTask.FromResult(new Holder(this));
            }

            waiter = new TaskCompletionSource<Holder>();
            _waiters.AddLast(waiter);
        }

        return WaitAsync(waiter, cancellationToken);
    }

    private async ValueTask<Holder> WaitAsync(TaskCompletionSource<Holder> waiter, CancellationToken cancellationToken)
    {
        // Disposed synchronously: the asynchronous way may leave the thread.
        using var registration = cancellationToken.UnsafeRegister((_, token) => Cancel(waiter, token), null);
        return await waiter.Task.ConfigureAwait(false);
    }

    // Whoever takes a waiter off the list, the one who leaves or the cancellation, is the only one to complete it: the gate is
    // never handed to a waiter that has gone.
    private void Cancel(TaskCompletionSource<Holder> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_waiters.Remove(waiter))
            {
                return;
            }
        }

        waiter.SetCanceled(cancellationToken);
    }

    private void Leave()
    {
        TaskCompletionSource<Holder> next;
        lock (_lock)
        {
            if (_waiters.First is not { } first)
            {
                _isHeld = false;
                return;
            }

            _waiters.RemoveFirst();
            next = first.Value;
        }

        next.SetResult(new Holder(this));
    }

    /// <summary>The right to be inside.</summary>
    internal readonly struct Holder(AsyncGate gate) : IDisposable
    {
        /// <summary>Gives the gate to the next in line.</summary>
        public void Dispose() => gate.Leave();
    }
}
