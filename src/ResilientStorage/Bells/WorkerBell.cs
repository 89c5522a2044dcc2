using ResilientStorage.Resilience;

namespace ResilientStorage.Bells;

/// <summary>Wakes this process's worker before its next poll.</summary>
internal sealed class WorkerBell(BackgroundTasks background, TimeProvider time)
{
    private readonly AsyncSignal _signal = new(time);

    /// <summary>Wakes the worker soon; returns at once, because the worker would go on in the caller's own call.</summary>
    public void Ring() =>
        background.Start(_ =>
        {
            _signal.Set();
            return Task.CompletedTask;
        });

    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);
}
