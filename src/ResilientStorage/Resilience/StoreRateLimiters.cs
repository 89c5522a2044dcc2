using ResilientStorage.Stores;

namespace ResilientStorage.Resilience;

/// <summary>The limiters of one process: stores whose drivers name the same group share one, also those of several storages.</summary>
internal sealed class StoreRateLimiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoreRateLimiter> _byGroup = new(StringComparer.Ordinal);

    /// <summary>Finds the limiter of a store.</summary>
    /// <param name="named">What the driver names; null when it names nothing.</param>
    /// <param name="operationsPerSecond">What the settings say instead; null when they say nothing.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null where there is no limit.</returns>
    public StoreRateLimiter? Find(StoreRateLimit? named, int? operationsPerSecond, TimeProvider time)
    {
        if ((operationsPerSecond ?? named?.OperationsPerSecond) is not { } rate)
        {
            return null;
        }

        if (named is null)
        {
            return new StoreRateLimiter(rate, time);
        }

        lock (_lock)
        {
            if (!_byGroup.TryGetValue(named.Group, out var limiter))
            {
                _byGroup.Add(named.Group, limiter = new StoreRateLimiter(rate, time));
            }

            limiter.Limit(rate);
            return limiter;
        }
    }
}
