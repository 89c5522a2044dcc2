using System.Globalization;
using ResilientStorage.Stores;

namespace ResilientStorage.Resilience;

/// <summary>The limiters of one process: stores whose drivers name the same group share one, also those of several storages.</summary>
internal sealed class StoreRateLimiters
{
    private const int MaxOperationsPerSecond = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoreRateLimiter> _byGroup = new(StringComparer.Ordinal);

    /// <summary>Finds the limiter of a store.</summary>
    /// <param name="store">Its name.</param>
    /// <param name="named">What the driver names; null when it names nothing.</param>
    /// <param name="operationsPerSecond">What the settings say instead; null when they say nothing.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null where there is no limit.</returns>
    /// <exception cref="InvalidOperationException">The driver names a limit that is none.</exception>
    public StoreRateLimiter? Find(string store, StoreRateLimit? named, int? operationsPerSecond, TimeProvider time)
    {
        if ((operationsPerSecond ?? named?.OperationsPerSecond) is not { } rate)
        {
            return null;
        }

        // Settings are validated as options; what a driver names is not.
        if (rate is < 1 or > MaxOperationsPerSecond)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Store '{store}': its driver names {nameof(ObjectStoreCapabilities)}.{nameof(ObjectStoreCapabilities.RateLimit)} with {nameof(StoreRateLimit.OperationsPerSecond)} = {rate}, it has to be 1 to {MaxOperationsPerSecond:N0}. Correct the driver, leave RateLimit null where there is no limit, or set Resilience.OperationsPerSecond of the store."));
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
