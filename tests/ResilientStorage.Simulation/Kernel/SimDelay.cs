namespace ResilientStorage.Simulation.Kernel;

/// <summary>Waits without leaving the thread. Task.Delay with a TimeProvider does leave it when its token is cancelled: the runtime continues on the pool then (measured on .NET 10).</summary>
internal static class SimDelay
{
    public static async Task DelayAsync(this SimNode node, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var over = new TaskCompletionSource();
        using var timer = node.Time.CreateTimer(_ => over.TrySetResult(), null, delay, Timeout.InfiniteTimeSpan);
        await over.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
