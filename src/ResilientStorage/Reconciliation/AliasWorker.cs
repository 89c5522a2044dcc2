using ResilientStorage.Leases;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Telemetry;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage.Reconciliation;

/// <summary>Makes the objects at fixed keys of the main store equal to what the ledger says: a copy of the live replica, or gone.</summary>
internal sealed class AliasWorker(WorkContext context, ReplicaCopier copier)
{
    /// <summary>Claims due aliases and settles them; one that changed meanwhile is due again at once and comes round again.</summary>
    public async Task<WorkReport> RunAsync(string? aliasKey, CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var report = new WorkReport();
        var failed = new HashSet<long>();
        while (true)
        {
            var claim = new WorkClaim { Kind = WorkKind.Alias, Lease = context.Options.Lease, MaxResources = 1, AliasKey = aliasKey, Stores = opened.StoreNames, ExceptWorkIds = failed };
            var askedAt = context.Time.GetTimestamp();
            var work = await context.Ledger.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
            if (work.Count == 0)
            {
                return report;
            }

            foreach (var item in work)
            {
                var settled = await context.Telemetry.Spans.RunAsync(
                    ResilientStorageTelemetry.Spans.Alias,
                    item.Store,
                    static (alias, span, token) => alias.worker.SettleAsync(alias.opened, alias.item, alias.askedAt, span, token),
                    (worker: this, opened, item, askedAt),
                    cancellationToken).ConfigureAwait(false);
                if (settled.Failed > 0)
                {
                    failed.Add(item.WorkId);
                }

                report += settled;
            }
        }
    }

    private async Task<WorkReport> SettleAsync(OpenedLedger opened, LedgerWork work, long askedAt, Span span, CancellationToken cancellationToken)
    {
        var target = new UploadTarget(opened.FindStore(work.Store, StoreWork.Repair) ?? throw new InvalidOperationException($"Work of the store '{work.Store}' was claimed, which this node does not know."), keyMayBeTaken: true);
        var result = await TrySettleAsync(opened, work, target, askedAt, span, cancellationToken).ConfigureAwait(false);
        await context.Ledger.CompleteAsync([result], CancellationToken.None).ConfigureAwait(false);
        if (result.Invalidate)
        {
            context.Invalidation?.Ring();
        }

        context.Telemetry.Counters.Worked(work.Store, WorkKind.Alias, result.Outcome);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Outcome == WorkOutcome.Done ? new WorkReport { AliasesWritten = 1 } : new WorkReport { Failed = 1 };
    }

    private async Task<LedgerWorkResult> TrySettleAsync(OpenedLedger opened, LedgerWork work, UploadTarget target, long askedAt, Span span, CancellationToken cancellationToken)
    {
        var result = new LedgerWorkResult { WorkId = work.WorkId, Epoch = work.Epoch, Outcome = WorkOutcome.Retry, RetryAfter = context.RetryDelay(work.Attempts), LateWriteGrace = context.Options.LateWriteGrace };
        var lease = new LeaseKeeper(context.Ledger, new LedgerLease { WorkId = work.WorkId, Epoch = work.Epoch, Duration = context.Options.Lease, DoNotWait = true }, askedAt, context.Time, context.Logger);
        await using (lease.ConfigureAwait(false))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            try
            {
                await opened.FindOwnership(work.Store)!.EnsureWritableAsync(StoreWork.Repair, either.Token).ConfigureAwait(false);
                var isChanged = await WriteAsync(opened, work, target, either.Token).ConfigureAwait(false);
                await FreeUnfinishedAsync(target.Store, work, either.Token).ConfigureAwait(false);

                // A try before this one may have changed it and not lived to say so.
                var isToBeTold = context.Invalidation is not null && (isChanged || work.Attempts > 0 || work.MayHaveLateWrites);
                return result with { Outcome = WorkOutcome.Done, AliasVersion = work.Snapshot?.Resource.VersionId, HadUnknownOutcome = target.Outcome.IsUnknown, Invalidate = isToBeTold };
            }
            catch (Exception e) when (e is ResilientStorageException or OperationCanceledException or SourceException)
            {
                span.Fail(e, cancellationToken);
                context.Logger.AliasFailed(e, work.Store);
                return result with { Reason = e.Message, HadUnknownOutcome = true };
            }
        }
    }

    /// <returns>Whether the object is another now.</returns>
    private async Task<bool> WriteAsync(OpenedLedger opened, LedgerWork work, UploadTarget target, CancellationToken cancellationToken)
    {
        if (work.Snapshot is not { } snapshot)
        {
            await RemoveAsync(target, work.ObjectKey, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (await IsEqualAsync(target.Store, work.ObjectKey, snapshot.Resource, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var options = ObjectMetadata.ForAlias(snapshot.Resource, context.Instance);
        if (!await TryCopyInStoreAsync(target, work.ObjectKey, snapshot, options, cancellationToken).ConfigureAwait(false))
        {
            await copier.CopyAsync(opened, snapshot, target, work.ObjectKey, readTarget: true, _ => options, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>
    /// A try before this one may have begun an upload in parts and not lived to finish it. Whoever holds the lease is the only one to write here, so that what is unfinished once
    /// the object is as it should be is nobody's.
    /// </summary>
    private static async Task FreeUnfinishedAsync(ManagedStore store, LedgerWork work, CancellationToken cancellationToken)
    {
        if ((work.MayHaveLateWrites || work.IsComparedAgain) && await store.AbortUploadsAsync(work.ObjectKey, cancellationToken).ConfigureAwait(false) is { } error)
        {
            throw error;
        }
    }

    private static async Task RemoveAsync(UploadTarget target, string objectKey, CancellationToken cancellationToken)
    {
        var answers = await target.Store.DeleteAsync([new ObjectToDelete(objectKey)], target.Outcome, cancellationToken).ConfigureAwait(false);
        if (answers.Count != 1 || answers[0].Error is not null)
        {
            throw answers is [{ Error: { } error }] ? error : new StorageException(StorageErrorKind.Unknown, $"Store '{target.Store.Name}' did not say what became of '{objectKey}'.");
        }
    }

    private static async Task<bool> IsEqualAsync(ManagedStore store, string objectKey, Resource resource, CancellationToken cancellationToken)
    {
        var head = await store.FindAsync(objectKey, cancellationToken).ConfigureAwait(false);
        return head is not null
            && head.Length == resource.Length
            && head.Metadata.ContainsKey(ObjectMetadata.Alias)
            && head.Metadata.GetValueOrDefault(ObjectMetadata.Version) == resource.VersionId.ToString();
    }

    /// <returns>False when the store cannot copy by itself, or lacks the replica: then the bytes come from wherever they are.</returns>
    private static async Task<bool> TryCopyInStoreAsync(UploadTarget target, string objectKey, ResourceSnapshot snapshot, PutObjectOptions options, CancellationToken cancellationToken)
    {
        var isThere = snapshot.Replicas.Any(replica => replica.Store == target.Store.Name && replica.State == ReplicaState.Stored);
        if (!isThere || target.Store.Driver is not ICopyingObjectStore copying)
        {
            return false;
        }

        try
        {
            await target.Store.CopyAsync(copying, snapshot.Resource.ObjectKey, objectKey, snapshot.Resource.Length, options, target.Outcome, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
        {
            return false;
        }
    }
}
