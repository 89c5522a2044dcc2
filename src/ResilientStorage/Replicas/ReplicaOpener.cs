using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Replicas;

/// <summary>Puts a version's copies in the order in which they are read.</summary>
internal sealed class ReplicaOpener(IResourceLedger ledger, ResilientStorageOptions options, AlertDispatcher alerts, WorkerBell bell, StorageCounters counters, ILogger logger)
{
    public ReplicaFindings FindingsFor(ResourceLookup lookup, bool queueRepair) => new(ledger, lookup, queueRepair, options, alerts, bell, counters, logger);

    /// <summary>
    /// Stored copies first, main before the backups, and stores that are left alone after all others; then corrupt ones, of which other blocks may still
    /// be good: each block is checked. Copies that are known to be missing are not asked.
    /// </summary>
    public BlockReader Open(OpenedLedger opened, ResourceSnapshot snapshot, ReplicaFindings findings, StoreWork work, string? exceptStore = null)
    {
        var sources = snapshot.Replicas
            .Where(replica => replica.State is ReplicaState.Stored or ReplicaState.Corrupt && replica.Store != exceptStore)
            .Where(replica => opened.Knows(replica.Store))
            .Select(replica => new ReplicaSource(opened.FindStore(replica.Store, work)!, opened.FindOwnership(replica.Store)!, replica, snapshot.Resource.Length))
            .OrderBy(static source => source.Replica.State == ReplicaState.Corrupt)
            .ThenBy(static source => source.Store.Pipeline.Breaker.IsLeftAlone)
            .ToList();
        return new BlockReader(snapshot, sources, ledger, findings);
    }
}
