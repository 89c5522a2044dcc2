using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Stores;

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

    public TimeSpan LateWriteGrace { get; init; } = SimProfile.LateWriteGrace;

    /// <summary>Puts a mistake around the ledger.</summary>
    public Func<IResourceLedger, IResourceLedger> WrapLedger { get; init; } = static ledger => ledger;

    /// <summary>Puts a mistake around a store.</summary>
    public Func<IObjectStore, IObjectStore> WrapStore { get; init; } = static store => store;

    /// <summary>Names objects wrongly; null for the engine's own layout.</summary>
    public Func<string, VersionId, string>? Layout { get; init; }
}
