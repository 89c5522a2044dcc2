using ResilientStorage.Resilience;

namespace ResilientStorage.Telemetry;

/// <summary>Tells two observers.</summary>
internal sealed class StoreCallObservers(IStoreCallObserver first, IStoreCallObserver second) : IStoreCallObserver
{
    public void Attempted(in StoreAttempt attempt)
    {
        first.Attempted(attempt);
        second.Attempted(attempt);
    }

    public void Refused(in StoreCall call, StoreWork work)
    {
        first.Refused(call, work);
        second.Refused(call, work);
    }

    public void BreakerChanged(string store, StoreBreakerChange change)
    {
        first.BreakerChanged(store, change);
        second.BreakerChanged(store, change);
    }
}
