using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Cdn;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Stores;
using ResilientStorage.Stores;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>What an engine is built of.</summary>
internal sealed record NodeParts(
    SimNode Node,
    SimLoop Loop,
    SimRandom Random,
    IResourceLedger Ledger,
    IDeleteQueue Queue,
    IReadOnlyList<(SimStore Store, IObjectStore Driver)> Stores,
    ClusterOptions Options)
{
    /// <summary>The CDN that is told of changes; null for none.</summary>
    public SimCdn? Cdn { get; init; }
}
