using Microsoft.Extensions.Logging;

namespace ResilientStorage.Resilience;

/// <summary>
/// Work that goes on off the caller's path: bells and alerts. It is handed over through a timer of the injected clock, which is the thread pool
/// in an app and the loop in a simulation; it is cancelled and awaited when the engine is disposed, and never throws.
/// </summary>
internal sealed class BackgroundTasks(TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<Work> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = logger;
    private bool _isStopped;

    public void Start(Func<CancellationToken, Task> action)
    {
        var work = new Work(this, action);
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            _running.Add(work);
        }

        work.Start(time);
    }

    /// <summary>Ends when all that was started so far has ended.</summary>
    public Task WhenDoneAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_running.Select(static work => work.Completion));
        }
    }

    /// <summary>Takes no more work, drops what has not begun, and tells what is running to stop.</summary>
    public void Stop()
    {
        Work[] running;
        lock (_lock)
        {
            _isStopped = true;
            running = [.. _running];
        }

        foreach (var work in running)
        {
            work.Drop();
        }

        _stopping.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running.Select(static work => work.Completion)];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private sealed class Work(BackgroundTasks owner, Func<CancellationToken, Task> action)
    {
        private readonly TaskCompletionSource _completion = new();
        private ITimer? _timer;
        private int _hasBegun;

        public Task Completion => _completion.Task;

        public void Start(TimeProvider time) =>
            Volatile.Write(ref _timer, time.CreateTimer(static state => ((Work)state!).Begin(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan));

        public void Drop()
        {
            if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            {
                End();
            }
        }

        private void Begin()
        {
            if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            {
                _ = RunAsync();
            }
        }

        private async Task RunAsync()
        {
            try
            {
                await action(owner._stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (owner._stopping.IsCancellationRequested)
            {
                // The engine is being disposed: polling does the work later.
            }
            catch (Exception e)
            {
                // Plug-ins may throw anything; nobody awaits this work, so the log has to hear of it.
                owner._logger.BackgroundWorkFailed(e);
            }
            finally
            {
                End();
            }
        }

        private void End()
        {
            Volatile.Read(ref _timer)?.Dispose();
            lock (owner._lock)
            {
                owner._running.Remove(this);
            }

            _completion.SetResult();
        }
    }
}
