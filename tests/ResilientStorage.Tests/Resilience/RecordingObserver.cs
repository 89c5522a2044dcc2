namespace ResilientStorage.Resilience;

/// <summary>Remembers what it is told, and checks that it is told on one thread.</summary>
internal sealed class RecordingObserver : IStoreCallObserver
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public List<StoreAttempt> Attempts { get; } = [];

    public List<StoreCall> Refusals { get; } = [];

    public List<StoreBreakerState> Changes { get; } = [];

    public void Attempted(in StoreAttempt attempt)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        Attempts.Add(attempt);
    }

    public void Refused(in StoreCall call, StoreWork work)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        Refusals.Add(call);
    }

    public void BreakerChanged(string store, StoreBreakerChange change)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        Changes.Add(change.State);
    }
}
