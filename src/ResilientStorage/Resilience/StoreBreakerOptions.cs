using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>When a store that keeps failing is left alone for a while: calls then fail at once, reads ask it last, and one call at a time probes whether it is back.</summary>
public sealed class StoreBreakerOptions
{
    /// <summary>Whether there is a breaker.</summary>
    /// <value>True by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Which share of the calls in a window has to fail.</summary>
    /// <value>0.5 by default; 0.01 to 1.</value>
    [NumberRange(0.01, 1)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many calls a window needs before it is judged.</summary>
    /// <value>10 by default; 2 to 100,000.</value>
    [NumberRange(2, 100_000)]
    public int MinimumCalls { get; set; } = 10;

    /// <summary>The window.</summary>
    /// <value>30 seconds by default; 0.5 seconds to 24 hours.</value>
    [DurationRange("00:00:00.5", DurationRangeAttribute.LongestTimer)]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

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
