namespace ResilientStorage.Resilience;

/// <summary>Told of every try and of every breaker, on the thread of the call. It must be quick and must not throw. Without one nothing is measured.</summary>
internal interface IStoreCallObserver
{
    /// <summary>A request has ended, well or not.</summary>
    void Attempted(in StoreAttempt attempt);

    /// <summary>A call was refused without a request, because the store is left alone.</summary>
    void Refused(in StoreCall call, StoreWork work);

    /// <summary>A store is left alone, probed, or back.</summary>
    void BreakerChanged(string store, StoreBreakerChange change);
}
