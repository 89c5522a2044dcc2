using ResilientStorage.Leases;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Reads;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Telemetry;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage.Reconciliation;

/// <summary>Writes copies again that are missing or corrupt. It begins only while the version is live, and it never deletes.</summary>
internal sealed class RepairWorker(WorkContext context, ReplicaCopier copier) : IReadRepairer
{
    /// <summary>Claims queued repairs and does them, one version at a time.</summary>
    /// <param name="versionIds">Only these versions; null for any.</param>
    /// <param name="store">Only in this store; null for every store that this node knows.</param>
    /// <param name="evenIfNotDue">Also repairs whose pause after a failure is not over: a person asks.</param>
    /// <param name="purpose">Whether a caller waits for them.</param>
    /// <param name="cancellationToken">Cancels between items and calls.</param>
    public async Task<WorkReport> RunAsync(IReadOnlyCollection<VersionId>? versionIds, string? store, bool evenIfNotDue, StoreWork purpose, CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var report = new WorkReport();
        var tried = new HashSet<long>();
        while (true)
        {
            var claim = new WorkClaim
            {
                Kind = WorkKind.Repair,
                Lease = context.Options.Lease,
                MaxResources = 1,
                VersionIds = versionIds,
                Stores = store is null ? opened.StoreNames : [store],
                ExceptWorkIds = tried,
                EvenIfNotDue = evenIfNotDue,
            };
            var askedAt = context.Time.GetTimestamp();
            var work = await context.Ledger.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
            if (work.Count == 0)
            {
                return report;
            }

            foreach (var item in work)
            {
                tried.Add(item.WorkId);
                report += await context.Telemetry.Spans.RunAsync(
                    ResilientStorageTelemetry.Spans.Repair,
                    item.Store,
                    static (repair, span, token) => repair.worker.RepairAsync(repair.opened, repair.item, repair.askedAt, repair.purpose, span, token),
                    (worker: this, opened, item: WithCorruptSources(item, work), askedAt, purpose),
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task RepairAsync(VersionId versionId, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync([versionId], store: null, evenIfNotDue: false, StoreWork.ReadRepair, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // The reader is answered all the same; the repair stays queued.
            context.Logger.ReadRepairFailed(e, versionId);
        }
    }

    private async Task<WorkReport> RepairAsync(OpenedLedger opened, LedgerWork work, long askedAt, StoreWork purpose, Span span, CancellationToken cancellationToken)
    {
        var target = new UploadTarget(opened.FindStore(work.Store, purpose) ?? throw new InvalidOperationException($"Work of the store '{work.Store}' was claimed, which this node does not know."), keyMayBeTaken: work.PreviousState == ReplicaState.Corrupt);
        var result = await TryRepairAsync(opened, work, target, askedAt, span, cancellationToken).ConfigureAwait(false);
        await context.Ledger.CompleteAsync([result], CancellationToken.None).ConfigureAwait(false);
        context.Telemetry.Counters.Worked(work.Store, WorkKind.Repair, result.Outcome);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Outcome == WorkOutcome.Done ? new WorkReport { Repaired = 1 } : new WorkReport { Failed = 1 };
    }

    /// <summary>
    /// Corrupt copies are asked last, the one to repair included: where they are bad in different blocks, they are whole together. Each is replaced only by
    /// what verified as a whole. Those of the same claim are under repair by now, which hides what they were.
    /// </summary>
    private static LedgerWork WithCorruptSources(LedgerWork item, IReadOnlyList<LedgerWork> claimed)
    {
        var corrupt = claimed.Where(other => other.VersionId == item.VersionId && other.PreviousState == ReplicaState.Corrupt).Select(static other => other.Store).ToHashSet(StringComparer.Ordinal);
        return corrupt.Count == 0 || item.Snapshot is not { } snapshot
            ? item
            : item with { Snapshot = snapshot with { Replicas = [.. snapshot.Replicas.Select(replica => corrupt.Contains(replica.Store) ? replica with { State = ReplicaState.Corrupt } : replica)] } };
    }

    /// <summary>A repairer that died in the middle has left parts that no removal would find while the version lives.</summary>
    private async Task FreeUnfinishedAsync(UploadTarget target, string objectKey, CancellationToken cancellationToken)
    {
        try
        {
            if (await target.Store.AbortUploadsAsync(objectKey, cancellationToken).ConfigureAwait(false) is { } error)
            {
                throw error;
            }
        }
        catch (StorageException e)
        {
            // The object itself is whole. The version's removal aborts what is left.
            target.Outcome.IsUnknown = true;
            context.Logger.AbortFailed(e, target.Store.Name);
        }
    }

    private async Task<LedgerWorkResult> TryRepairAsync(OpenedLedger opened, LedgerWork work, UploadTarget target, long askedAt, Span span, CancellationToken cancellationToken)
    {
        var snapshot = work.Snapshot ?? throw new InvalidOperationException($"The repair {work.WorkId} came without its version.");
        var result = new LedgerWorkResult { WorkId = work.WorkId, Epoch = work.Epoch, Outcome = WorkOutcome.Retry, RetryAfter = context.RetryDelay(work.Attempts), LateWriteGrace = context.Options.LateWriteGrace };
        var lease = new LeaseKeeper(context.Ledger, new LedgerLease { WorkId = work.WorkId, Epoch = work.Epoch, Duration = context.Options.Lease, DoNotWait = true }, askedAt, context.Time, context.Logger);
        await using (lease.ConfigureAwait(false))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            try
            {
                await opened.FindOwnership(work.Store)!.EnsureWritableAsync(target.Store.Work, either.Token).ConfigureAwait(false);
                var stored = await copier.CopyAsync(opened, snapshot, target, work.ObjectKey, readTarget: work.PreviousState == ReplicaState.Corrupt, taken => copier.Describe(snapshot.Resource, taken), either.Token).ConfigureAwait(false);
                await FreeUnfinishedAsync(target, work.ObjectKey, either.Token).ConfigureAwait(false);
                context.Logger.Repaired(work.VersionId, work.Store);
                return result with { Outcome = WorkOutcome.Done, Stored = stored, HadUnknownOutcome = target.Outcome.IsUnknown };
            }
            catch (Exception e) when (e is ResilientStorageException or OperationCanceledException or SourceException)
            {
                span.Fail(e, cancellationToken);
                context.Logger.RepairFailed(e, work.VersionId, work.Store);
                return result with { Reason = e.Message, HadUnknownOutcome = target.Outcome.IsUnknown };
            }
        }
    }
}
