using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>
/// When a store that keeps failing is left alone for a while: calls then fail at once, reads ask it last, and afterwards one call at a time probes whether it
/// is back. All that is asked of a store counts together: no answer in time, no connection, and errors of the server. Errors of a request (not found, denied,
/// invalid, throttled) and cancelled calls do not.
/// </summary>
public sealed class StoreBreakerOptions
{
    /// <summary>Whether there is a breaker.</summary>
    /// <value>True by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Which share of the calls in a window has to fail.</summary>
    /// <value>0.5 by default; 0.01 to 1.</value>
    [NumberRange(0.01, 1)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many calls, each try counted, a window needs before it is judged. The default is low enough that reads which come one after another, and wait for <see cref="StoreResilienceOptions.FirstByteTimeout"/> each, open the breaker within <see cref="Window"/>.</summary>
    /// <value>5 by default; 2 to 100,000.</value>
    [NumberRange(2, 100_000)]
    public int MinimumCalls { get; set; } = 5;

    /// <summary>How far back calls count.</summary>
    /// <value>1 minute by default; 0.5 seconds to 24 hours.</value>
    [DurationRange("00:00:00.5", DurationRangeAttribute.LongestTimer)]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the store is left alone before a call probes it.</summary>
    /// <value>15 seconds by default; 0.5 seconds to 24 hours.</value>
    [DurationRange("00:00:00.5", DurationRangeAttribute.LongestTimer)]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    internal void TakeFrom(StoreBreakerOptions other)
    {
        Enabled = other.Enabled;
        FailureRatio = other.FailureRatio;
        MinimumCalls = other.MinimumCalls;
        Window = other.Window;
        BreakDuration = other.BreakDuration;
    }
}
