using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>How the calls to a store are tried again, timed, broken off and limited. The settings of the storage count for every store that has none of its own.</summary>
public sealed class StoreResilienceOptions
{
    /// <summary>Calls that somebody waits for: reads and uploads.</summary>
    [ValidateObjectMembers]
    public StoreCallOptions Foreground { get; set; } = new();

    /// <summary>Calls of the worker: removals, repairs, sweeps. What fails is still in the ledger and is tried again later, so that little is gained by insisting.</summary>
    [ValidateObjectMembers]
    public StoreCallOptions Background { get; set; } = new();

    /// <summary>When a store that keeps failing is left alone for a while.</summary>
    [ValidateObjectMembers]
    public StoreBreakerOptions Breaker { get; set; } = new();

    /// <summary>How long a read waits for the first byte of a store, before it asks the next store. Reads that no other store can serve are then tried again with the time of <see cref="Foreground"/>.</summary>
    /// <value>10 seconds by default; 10 milliseconds to 24 hours, and at most the <see cref="StoreCallOptions.AttemptTimeout"/> of <see cref="Foreground"/>, which ends the read before.</value>
    [DurationRange("00:00:00.01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may go without a single byte before it counts as broken and is continued from the next store.</summary>
    /// <value>30 seconds by default; 10 milliseconds to 24 hours, and at most the <see cref="StoreCallOptions.AttemptTimeout"/> of <see cref="Foreground"/>, which ends the read before.</value>
    [DurationRange("00:00:00.01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many operations a second may be sent to the store, with bursts of a tenth of that after a rest. When more are waiting, reads go first, then uploads,
    /// repairs, removals and sweeps; every eighth goes to whoever has waited longest. Stores with the same credential share the limit that their driver names:
    /// where they are given different numbers, the lowest counts.
    /// </summary>
    /// <value>Null by default: what the driver names, or no limit; 1 to 1,000,000.</value>
    [NumberRange(1, 1_000_000)]
    public int? OperationsPerSecond { get; set; }

    internal void TakeFrom(StoreResilienceOptions other)
    {
        Foreground.TakeFrom(other.Foreground);
        Background.TakeFrom(other.Background);
        Breaker.TakeFrom(other.Breaker);
        FirstByteTimeout = other.FirstByteTimeout;
        StreamIdleTimeout = other.StreamIdleTimeout;
        OperationsPerSecond = other.OperationsPerSecond;
    }
}
