using System.Runtime.CompilerServices;

using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Ledgers;

/// <summary>The ledger as one node reaches it: every transaction is an event, with the faults that the policy decides.</summary>
internal sealed class SimLedger(SimNetwork network, SimNode node, IResourceLedger inner, ILedgerObserver observer) : IResourceLedger, IInvalidationJournal
{
    public bool IsDurable => true;

    private IInvalidationJournal Journal => (IInvalidationJournal)inner;

    public Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default) =>
        CallAsync("Open", opening.Instance, opening, isWrite: true, () => inner.OpenAsync(opening), cancellationToken);

    public Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default)
    {
        return CallAsync("Begin", $"{version.Key} {version.VersionId}", version, isWrite: true, BeginAsync, cancellationToken);

        Task<UploadIntent> BeginAsync()
        {
            observer.Beginning(version);
            return inner.BeginUploadAsync(version, CancellationToken.None);
        }
    }

    public Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) =>
        CallAsync("Renew", $"{lease.VersionId}{lease.WorkId}", lease, isWrite: true, () => inner.RenewAsync(lease), cancellationToken);

    public Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default) =>
        CallAsync("Commit", commit.VersionId.ToString(), commit, isWrite: true, () => inner.CommitUploadAsync(commit), cancellationToken);

    public Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) =>
        CallAsync("Fail", failure.VersionId.ToString(), failure, isWrite: true, () => inner.FailUploadAsync(failure), cancellationToken);

    public Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default) =>
        CallAsync("Find", $"{lookup.Key} {lookup.VersionId}", lookup, isWrite: false, () => inner.FindAsync(lookup), cancellationToken);

    public Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default) =>
        CallAsync("FindBlocks", range.VersionId.ToString(), range, isWrite: false, () => inner.FindBlocksAsync(range), cancellationToken);

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        ListCallAsync("List", query, () => inner.ListAsync(query), cancellationToken);

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default) =>
        ListCallAsync("ListVersions", query, () => inner.ListVersionsAsync(query), cancellationToken);

    public Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default) =>
        CallAsync("Report", findings.Count > 0 ? $"{findings[0].VersionId} {findings[0].Store} {findings[0].Kind}" : "", findings, isWrite: true, () => inner.ReportAsync(findings), cancellationToken);

    public Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default) =>
        CallAsync("Delete", string.Join(' ', deletion.Keys), deletion, isWrite: true, () => inner.DeleteAsync(deletion), cancellationToken);

    public Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default) =>
        CallAsync("Restore", $"{restore.Key} {restore.VersionId}", restore, isWrite: true, () => inner.RestoreAsync(restore), cancellationToken);

    public Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default) =>
        CallAsync("BeginPurge", purge.Key, purge, isWrite: true, () => inner.BeginPurgeAsync(purge), cancellationToken);

    public Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default)
    {
        return CallAsync("Claim", claim.Kind.ToString(), claim, isWrite: true, ClaimInnerAsync, cancellationToken);

        async Task<IReadOnlyList<LedgerWork>> ClaimInnerAsync()
        {
            var work = await inner.ClaimAsync(claim, CancellationToken.None).ConfigureAwait(false);
            observer.Claimed(work);
            return work;
        }
    }

    public Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default)
    {
        return CallAsync("Complete", string.Join(' ', results.Select(static r => $"{r.WorkId}:{r.Outcome}")), results, isWrite: true, CompleteInnerAsync, cancellationToken);

        async Task<bool> CompleteInnerAsync()
        {
            await inner.CompleteAsync(results, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
    }

    public IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default) =>
        ListCallAsync("ListWork", query, () => inner.ListWorkAsync(query), cancellationToken);

    public Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default) =>
        CallAsync("ChangeWork", change.Kind.ToString(), change, isWrite: true, () => inner.ChangeWorkAsync(change), cancellationToken);

    public Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default) =>
        CallAsync("ChangeStore", $"{change.Store} {change.Kind}", change, isWrite: true, () => inner.ChangeStoreAsync(change), cancellationToken);

    public IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default) =>
        ListCallAsync("Scan", scan, () => inner.ScanAsync(scan), cancellationToken);

    public Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default) =>
        CallAsync("CountObjects", $"{counts.Count} prefixes", counts, isWrite: false, () => inner.CountObjectsAsync(counts), cancellationToken);

    public Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default) =>
        CallAsync("Sweep", "", sweep, isWrite: true, () => inner.SweepAsync(sweep), cancellationToken);

    public Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        CallAsync("GetStatus", "", this, isWrite: false, () => inner.GetStatusAsync(), cancellationToken);

    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        CallAsync("TakeSenderLease", owner, this, isWrite: true, () => Journal.TakeLeaseAsync(owner, duration), cancellationToken);

    public Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default)
    {
        return CallAsync("AddIntents", $"{intents.Count} intents", intents, isWrite: true, AddInnerAsync, cancellationToken);

        async Task<bool> AddInnerAsync()
        {
            await Journal.AddAsync(intents, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
    }

    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) =>
        CallAsync("ListIntents", "", this, isWrite: false, () => Journal.ListIntentsAsync(limit), cancellationToken);

    public Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default)
    {
        return CallAsync("RecordInvalidation", string.Join(' ', record.Batches.Select(static batch => $"{batch.CallerReference}:{batch.State}")), record, isWrite: true, RecordInnerAsync, cancellationToken);

        async Task<bool> RecordInnerAsync()
        {
            var isTaken = await Journal.RecordAsync(record, CancellationToken.None).ConfigureAwait(false);
            if (isTaken)
            {
                observer.Recorded(record);
            }

            return isTaken;
        }
    }

    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) =>
        CallAsync("ListBatches", "", query, isWrite: false, () => Journal.ListBatchesAsync(query), cancellationToken);

    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) =>
        CallAsync("Replay", "", this, isWrite: true, () => Journal.ReplayAsync(batchIds), cancellationToken);

    public Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default) =>
        CallAsync("AddBatches", "", this, isWrite: true, () => Journal.AddBatchesAsync(batches), cancellationToken);

    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        CallAsync("GetUsage", "", this, isWrite: false, () => Journal.GetUsageAsync(since, until), cancellationToken);

    private Task<T> CallAsync<T>(string operation, string detail, object argument, bool isWrite, Func<Task<T>> call, CancellationToken cancellationToken) =>
        network.CallAsync(node, CallTarget.Ledger, "", operation, detail, isWrite, new LedgerCall<T>(network.Loop, operation, call, () => Tell(operation, argument, isWrite)), cancellationToken);

    private void Tell(string operation, object argument, bool isWrite)
    {
        if (isWrite)
        {
            observer.Applied(operation, argument);
        }
    }

    private async IAsyncEnumerable<T> ListCallAsync<T>(string operation, object argument, Func<IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = await CallAsync(operation, "", argument, isWrite: false, () => Task.FromResult(Effects.Now(list())), cancellationToken).ConfigureAwait(false);
        foreach (var item in items)
        {
            yield return item;
        }
    }
}
