using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Replicas;

/// <summary>What a reader does about a copy that failed it: tells the ledger, the worker, and a person where one is needed.</summary>
internal sealed class ReplicaFindings(IResourceLedger ledger, ResourceLookup lookup, bool queueRepair, ResilientStorageOptions options, AlertDispatcher alerts, WorkerBell bell, StorageCounters counters, ILogger logger)
{
    /// <summary>Whether a repair was queued by this reader.</summary>
    public bool HasQueuedRepair { get; private set; }

    public void BadOnce(ReplicaSource source, StorageException problem) => logger.BadOnce(problem, source.Store.Name);

    /// <summary>A copy that is not there: believed only when the store is certainly the right one, and only while the version is still the one to read.</summary>
    public async Task NotFoundAsync(ResourceSnapshot snapshot, ReplicaSource source, StorageException error, CancellationToken cancellationToken)
    {
        try
        {
            if (source.Store.Capabilities.AbsenceNeedsMarker)
            {
                await source.Ownership.EnsureAbsenceIsRealAsync(source.Store.Work, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StorageException unproved)
        {
            await UnreadableAsync(snapshot, source, unproved, cancellationToken).ConfigureAwait(false);
            return;
        }

        ResourceSnapshot? current;
        try
        {
            current = await ledger.FindAsync(lookup, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // Whether the copy should be there cannot be asked now, but another copy can still serve this read. Nor may it count as lost: it may have been deleted.
            logger.FindingNotRecorded(e, source.Store.Name);
            CountFallback(source, error.Kind);
            source.TakeOut(new StorageException(StorageErrorKind.Unavailable, $"{error.Message} Whether it should be there is not known, because the ledger cannot be asked: {e.Message}", error)
            {
                Store = source.Store.Name,
                Operation = error.Operation,
                Key = error.Key,
            });
            return;
        }

        if (current?.Resource.VersionId != snapshot.Resource.VersionId || (lookup.Key is not null && IsBeingRemoved(current, source)))
        {
            throw new VersionEndedException(current);
        }

        CountFallback(source, error.Kind);
        source.TakeOut(error);
        await ReportAsync(snapshot, source, ReplicaFindingKind.Missing, "not found", cancellationToken).ConfigureAwait(false);
    }

    public async Task CorruptAsync(ResourceSnapshot snapshot, ReplicaSource source, long offset, StorageException problem, CancellationToken cancellationToken)
    {
        CountFallback(source, problem.Kind);
        source.MarkBad(problem, offset);
        if (await ReportAsync(snapshot, source, ReplicaFindingKind.Corrupt, problem.Message, cancellationToken).ConfigureAwait(false))
        {
            alerts.Raise(AlertKind.ReplicaCorrupt, $"{problem.Message} Another copy is used, and this one is repaired from it.", source.Store.Name, snapshot.Resource.Key, snapshot.Resource.VersionId);
        }
    }

    /// <summary>Any other error says nothing about the object: it is only noted, once for each kind, so that an outage does not become a write per read.</summary>
    public async Task UnreadableAsync(ResourceSnapshot snapshot, ReplicaSource source, StorageException error, CancellationToken cancellationToken)
    {
        // A store that is left alone was not even asked.
        var isNew = !error.WasNotSent && source.Error?.Kind != error.Kind && source.Replica.Reason?.StartsWith($"{error.Kind}:", StringComparison.Ordinal) != true;
        CountFallback(source, error.Kind);
        source.Demote(error);
        logger.Unreadable(error, source.Store.Name);
        if (isNew)
        {
            await ReportAsync(snapshot, source, ReplicaFindingKind.Unreadable, $"{error.Kind}: {error.Message}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the error for a block that no copy could deliver.</summary>
    public ResourceUnavailableException Exhausted(ResourceSnapshot snapshot, IReadOnlyList<ReplicaSource> sources)
    {
        var resource = snapshot.Resource;
        var causes = sources.Select(static source => source.Error).OfType<StorageException>().ToList();
        var perStore = string.Join(" ", causes.Select(static cause => cause.Message));
        var isElsewhere = snapshot.Replicas.Any(replica => replica.State is ReplicaState.Stored or ReplicaState.Repairing && !sources.Any(source => source.Store.Name == replica.Store));

        if (!isElsewhere && causes.TrueForAll(static cause => cause.Kind == StorageErrorKind.NotFound))
        {
            var lost = $"'{resource.Key}' is a valid resource, but no store has version {resource.VersionId}. {perStore}";
            alerts.Raise(AlertKind.ResourceLost, lost, resourceKey: resource.Key, versionId: resource.VersionId);
            return new ResourceLostException(resource.Key, lost, causes);
        }

        if (!isElsewhere && causes.TrueForAll(static cause => cause.Kind is StorageErrorKind.Integrity or StorageErrorKind.NotFound))
        {
            alerts.Raise(AlertKind.AllCopiesBad, $"Every copy of version {resource.VersionId} of '{resource.Key}' is bad; nothing was overwritten. {perStore}", resourceKey: resource.Key, versionId: resource.VersionId);
        }

        return new ResourceUnavailableException(resource.Key, $"No store could deliver '{resource.Key}' (version {resource.VersionId}). {perStore}", causes);
    }

    /// <summary>Whether the copy is gone because its version has ended, and not because the store has lost it.</summary>
    private static bool IsBeingRemoved(ResourceSnapshot current, ReplicaSource source) =>
        current.State != VersionState.Live
        && current.Replicas.Any(replica => replica.Store == source.Store.Name && replica.State is ReplicaState.Removing or ReplicaState.Removed or ReplicaState.Abandoned);

    // A copy that is asked once more when all others have failed was turned away from before.
    private void CountFallback(ReplicaSource source, StorageErrorKind reason)
    {
        if (!source.IsDemoted)
        {
            counters.FellBack(source.Store.Name, reason, source.Store.Work);
        }
    }

    private async Task<bool> ReportAsync(ResourceSnapshot snapshot, ReplicaSource source, ReplicaFindingKind kind, string reason, CancellationToken cancellationToken)
    {
        var finding = new ReplicaFinding
        {
            VersionId = snapshot.Resource.VersionId,
            Store = source.Store.Name,
            ReplicaEpoch = source.Replica.Epoch,
            Kind = kind,
            Reason = reason,
            QueueRepair = queueRepair,
            StormFloor = options.MissingStormFloor,
            StormWindow = options.MissingStormWindow,
        };
        try
        {
            var report = await ledger.ReportAsync([finding], cancellationToken).ConfigureAwait(false);
            foreach (var store in report.RepairsStopped)
            {
                alerts.Raise(AlertKind.RepairsStopped, $"Too many objects went missing in store '{store}' at once: its repairs wait until RepairAsync(\"{store}\") says that the loss is real. Reads go on from the other stores.", store);
            }

            if (report.Applied > 0 && queueRepair)
            {
                HasQueuedRepair = true;
                counters.RepairQueued(source.Store.Name, kind);
                bell.Ring();
            }

            return report.Applied > 0;
        }
        catch (LedgerException e)
        {
            // The read goes on from another copy; the next reader finds the same.
            logger.FindingNotRecorded(e, source.Store.Name);
            return false;
        }
    }
}
