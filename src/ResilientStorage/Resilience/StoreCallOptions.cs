using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>How calls of one kind are tried again and timed.</summary>
public sealed class StoreCallOptions
{
    /// <summary>How often a call is tried again after a transient error. An error that used the retries up is no longer transient, so that no outer policy begins them again; with 0 it stays so, for hosts that retry by themselves.</summary>
    /// <value>3 by default; 0 to 20.</value>
    [NumberRange(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>The pause between those tries, a quarter more or less at random; a store that asks for another gets it. One that would outlast <see cref="TotalTimeout"/> is not begun: the call fails at once.</summary>
    /// <value>0.5 seconds by default; zero to 24 hours, and less than <see cref="TotalTimeout"/> unless <see cref="Retries"/> is 0.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long one try may take: a request, one part of an upload, or one block of a read (1 MiB by default). Waiting for a permit does not count.</summary>
    /// <value>2 minutes by default; 10 milliseconds to 24 hours.</value>
    [DurationRange("00:00:00.01", DurationRangeAttribute.LongestTimer)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long all tries of one call may take together, pauses and waiting for permits included. It ends with an error of the kind Timeout that says how often it was tried.</summary>
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
