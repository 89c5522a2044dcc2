using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>A running consumer. Disposing stops it and waits for its end.</summary>
internal sealed class Consumer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private Consumer()
    {
    }

    public bool HasEnded => _running.IsCompleted;

    public Task Ended => _running;

    public static Consumer Start(IDeleteQueue queue, Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler)
    {
        var consumer = new Consumer();
        consumer._running = queue.ConsumeAsync(handler, consumer._stop.Token);
        return consumer;
    }

    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _running;
        _stop.Dispose();
    }
}
