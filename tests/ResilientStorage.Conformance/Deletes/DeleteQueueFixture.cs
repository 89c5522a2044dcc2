using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>A queue under test and the clock that it lives by.</summary>
public abstract class DeleteQueueFixture : IAsyncDisposable
{
    public abstract IDeleteQueue Queue { get; }

    /// <summary>How many groups the queue takes; small, so that a test can fill it.</summary>
    public abstract int Capacity { get; }

    public abstract TimeSpan GroupTimeout { get; }

    public abstract TimeSpan RetryDelay { get; }

    /// <summary>Moves the clock; what becomes due happens.</summary>
    public abstract Task AdvanceAsync(TimeSpan delta);

    /// <summary>Ends when the queue has done everything that it can do now. At once for a queue that does it all inside the calls.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
