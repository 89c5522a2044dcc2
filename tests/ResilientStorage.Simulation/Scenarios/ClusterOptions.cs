using ResilientStorage.Simulation.Faults;
using ResilientStorage.Simulation.Ledgers;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>How a cluster is built, and where a mistake is planted.</summary>
internal sealed record ClusterOptions
{
    public required Func<TimeProvider, ISimLedgerDatabase> OpenDatabase { get; init; }

    public required Func<NodeParts, SimEngine> BuildEngine { get; init; }

    public IReadOnlyList<string> StoreNames { get; init; } = ["main", "backup"];

    public IReadOnlyList<string> Keys { get; init; } = ["a", "b/c.bin"];

    /// <summary>How far the wall clocks of nodes are off.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>How often the broker loses or doubles a group.</summary>
    public double Disorder { get; init; }

    /// <summary>Whether a run ends with the loss of each store in turn.</summary>
    public bool LoseStores { get; init; } = true;

    public TimeSpan LateWriteGrace { get; init; } = SimProfile.LateWriteGrace;

    /// <summary>Whether a CDN is told of changes. Nothing is drawn for it while it is not, so that the histories of seeds stay what they are.</summary>
    public bool Cdn { get; init; }

    /// <summary>Retention and reader's grace of zero: bytes are removed as soon as their version has ended.</summary>
    public bool? NoRetention { get; init; }

    /// <summary>How many operations a second a node sends to each store; null for no limit.</summary>
    public int? OperationsPerSecond { get; init; }

    /// <summary>Changes how calls to stores are tried and broken off.</summary>
    public Action<StoreResilienceOptions> Calls { get; init; } = static _ => { };

    /// <summary>Changes the weather that a seed has drawn, where a planted mistake shows in one kind of weather only.</summary>
    public Func<FaultOptions, FaultOptions> Weather { get; init; } = static faults => faults;

    /// <summary>Changes what clients do in a seed, likewise.</summary>
    public Func<WorkloadOptions, WorkloadOptions> Clients { get; init; } = static work => work;

    /// <summary>Puts a mistake around what an engine is built of.</summary>
    public Func<NodeParts, NodeParts> Plant { get; init; } = static parts => parts;

    /// <summary>Names objects wrongly; null for the engine's own layout.</summary>
    public Func<string, VersionId, string>? Layout { get; init; }
}
