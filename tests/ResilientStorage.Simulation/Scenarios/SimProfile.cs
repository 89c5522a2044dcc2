namespace ResilientStorage.Simulation.Scenarios;

/// <summary>The durations and sizes that all runs share: small enough that much happens, in the proportions of the defaults.</summary>
internal static class SimProfile
{
    public const string Instance = "sim";

    public const int PartSize = 8 << 10;

    public const int PartsInFlight = 2;

    public const int BlockSize = 1 << 10;

    /// <summary>More than the simulated CloudFront takes.</summary>
    public const int InvalidationPathsInProgress = 6;

    /// <summary>So few that outages last longer, and batches are reported.</summary>
    public const int InvalidationRetries = 3;

    public static TimeSpan InvalidationWindow { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan LateWriteGrace { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan DeletedRetention { get; } = TimeSpan.FromMinutes(3);

    public static TimeSpan SupersededRetention { get; } = TimeSpan.FromMinutes(2);

    public static TimeSpan ReaderGrace { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Longer than the default: looking for work that is not there is most of what a quiet run costs.</summary>
    public static TimeSpan PollInterval { get; } = TimeSpan.FromMinutes(2);

    public static TimeSpan SweepInterval { get; } = TimeSpan.FromMinutes(10);
}
