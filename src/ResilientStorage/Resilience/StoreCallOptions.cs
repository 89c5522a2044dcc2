using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>How calls of one kind are tried again and timed.</summary>
public sealed class StoreCallOptions
{
    /// <summary>How often a call is tried again after a transient error.</summary>
    /// <value>3 by default; 0 to 20.</value>
    [NumberRange(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>The pause between those tries, a quarter more or less at random; a store that asks for more gets it, up to <see cref="AttemptTimeout"/>.</summary>
    /// <value>0.5 seconds by default; zero to 24 hours.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long one try may take: a request, or one part of an upload.</summary>
    /// <value>2 minutes by default; 10 milliseconds to 24 hours.</value>
    [DurationRange("00:00:00.01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long all tries of one call may take together, pauses included.</summary>
    /// <value>5 minutes by default; 10 milliseconds to 24 hours, and at least <see cref="AttemptTimeout"/>.</value>
    [DurationRange("00:00:00.01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(5);

    internal void TakeFrom(StoreCallOptions other)
    {
        Retries = other.Retries;
        RetryDelay = other.RetryDelay;
        AttemptTimeout = other.AttemptTimeout;
        TotalTimeout = other.TotalTimeout;
    }
}
