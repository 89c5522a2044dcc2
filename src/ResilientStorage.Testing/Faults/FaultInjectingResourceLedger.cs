using System.Runtime.CompilerServices;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>A ledger around another one that goes wrong where its plan says so. Thread-safe where the ledger inside is.</summary>
/// <param name="inner">The ledger.</param>
/// <param name="faults">The plan; by default one without rules, to which they can be added later.</param>
public sealed class FaultInjectingResourceLedger(IResourceLedger inner, LedgerFaultPlan? faults = null) : IResourceLedger, IInvalidationJournal
{
    /// <summary>What goes wrong, and the calls seen.</summary>
    public LedgerFaultPlan Faults { get; } = faults ?? new LedgerFaultPlan();

    /// <summary>The ledger inside.</summary>
    public IResourceLedger Inner => inner;

    /// <inheritdoc/>
    public Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Open, () => inner.OpenAsync(opening, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.BeginUpload, () => inner.BeginUploadAsync(version, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Renew, () => inner.RenewAsync(lease, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.CommitUpload, () => inner.CommitUploadAsync(commit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.FailUpload, () => inner.FailUploadAsync(failure, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Find, () => inner.FindAsync(lookup, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.FindBlocks, () => inner.FindBlocksAsync(range, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        EnumerateAsync(LedgerOperation.List, () => inner.ListAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default) =>
        EnumerateAsync(LedgerOperation.ListVersions, () => inner.ListVersionsAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Report, () => inner.ReportAsync(findings, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Delete, () => inner.DeleteAsync(deletion, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Restore, () => inner.RestoreAsync(restore, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.BeginPurge, () => inner.BeginPurgeAsync(purge, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Claim, () => inner.ClaimAsync(claim, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default) =>
        CallAsync(
            LedgerOperation.Complete,
            async () =>
            {
                await inner.CompleteAsync(results, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default) =>
        EnumerateAsync(LedgerOperation.ListWork, () => inner.ListWorkAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.ChangeWork, () => inner.ChangeWorkAsync(change, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.ChangeStore, () => inner.ChangeStoreAsync(change, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default) =>
        EnumerateAsync(LedgerOperation.Scan, () => inner.ScanAsync(scan, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.CountObjects, () => inner.CountObjectsAsync(counts, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.Sweep, () => inner.SweepAsync(sweep, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.GetStatus, () => inner.GetStatusAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public bool IsDurable => Journal.IsDurable;

    private IInvalidationJournal Journal => inner as IInvalidationJournal ?? throw new NotSupportedException($"{inner.GetType().Name} keeps no journal of invalidations.");

    /// <inheritdoc/>
    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.TakeLeaseAsync(owner, duration, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default) =>
        CallAsync(
            LedgerOperation.InvalidationJournal,
            async () =>
            {
                await Journal.AddAsync(intents, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.ListIntentsAsync(limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.RecordAsync(record, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.ListBatchesAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.ReplayAsync(batchIds, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.AddBatchesAsync(batches, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        CallAsync(LedgerOperation.InvalidationJournal, () => Journal.GetUsageAsync(since, until, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(LedgerOperation operation, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var faults = Faults.Meet(operation);
        await faults.BeforeAsync(cancellationToken).ConfigureAwait(false);
        var answer = await call().ConfigureAwait(false);
        return faults.AnswerLost() is { } error ? throw error : answer;
    }

    private async IAsyncEnumerable<T> EnumerateAsync<T>(LedgerOperation operation, Func<IAsyncEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var faults = Faults.Meet(operation);
        await faults.BeforeAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }

        if (faults.AnswerLost() is { } error)
        {
            throw error;
        }
    }
}
