namespace ResilientStorage.Simulation.Scenarios;

/// <summary>What clients do in a run.</summary>
internal sealed record WorkloadOptions
{
    /// <summary>Operations of all clients together.</summary>
    public int Operations { get; init; } = 30;

    /// <summary>The longest pause before an operation.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Clients of each node.</summary>
    public int ClientsPerNode { get; init; } = 2;

    /// <summary>How many sources are slow enough for leases to matter.</summary>
    public double SlowSources { get; init; }

    /// <summary>How often a client asks for a few things of one key at nearly the same time.</summary>
    public double Bursts { get; init; }

    /// <summary>How many uploads are staged, and committed or given up later. Nothing is drawn for it while it is zero, so that the histories of seeds stay what they are.</summary>
    public double Staged { get; init; }

    public bool Aliases { get; init; }

    /// <summary>Whether copies are lost or rot behind the engine's back.</summary>
    public bool Damage { get; init; }
}
