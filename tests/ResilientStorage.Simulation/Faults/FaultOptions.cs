using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Faults;

/// <summary>How rough the weather of a seed is. Each seed draws its own: some are calm, some storms, so that rare paths meet quiet ones.</summary>
internal sealed record FaultOptions
{
    /// <summary>Errors after which nothing happened, per call.</summary>
    public double Refused { get; init; }

    /// <summary>Errors after which something may have happened, per call.</summary>
    public double Unknown { get; init; }

    /// <summary>Of the unknown ones, how many take effect late.</summary>
    public double Late { get; init; }

    /// <summary>Calls that take seconds or minutes.</summary>
    public double Slow { get; init; }

    /// <summary>Calls that hang until given up.</summary>
    public double Hang { get; init; }

    /// <summary>Crashes of the calling node, per call.</summary>
    public double Crash { get; init; }

    /// <summary>Broken bodies (cut or a byte changed on the way), per download.</summary>
    public double Body { get; init; }

    /// <summary>Queue messages lost or doubled.</summary>
    public double Disorder { get; init; }

    /// <summary>The longest time a write may land after its caller was told that its outcome is unknown. The engine's LateWriteGrace must not be shorter.</summary>
    public TimeSpan LatestLanding { get; init; } = TimeSpan.FromMinutes(9);

    public static FaultOptions Calm { get; } = new();

    public static FaultOptions Draw(SimRandom random)
    {
        var scale = random.Pick([0.0, 0.01, 0.03, 0.08]);
        double Some(double factor) => random.Chance(0.6) ? scale * factor : 0;
        return new FaultOptions
        {
            Refused = Some(1),
            Unknown = Some(1),
            Late = random.Pick([0.0, 0.3, 0.7]),
            Slow = Some(0.7),
            Hang = Some(0.2),
            Crash = random.Chance(0.7) ? random.Pick([0.001, 0.004, 0.012]) : 0,
            Body = Some(3),
            Disorder = random.Pick([0.0, 0.1, 0.3]),
        };
    }
}
