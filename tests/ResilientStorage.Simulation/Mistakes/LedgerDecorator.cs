using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Passes everything on; a planted mistake overrides what it spoils.</summary>
internal abstract class LedgerDecorator(IResourceLedger inner) : IResourceLedger, IInvalidationJournal
{
    public bool IsDurable => Journal.IsDurable;

    protected IResourceLedger Inner { get; } = inner;

    private IInvalidationJournal Journal => (IInvalidationJournal)Inner;

    public virtual Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default) => Inner.OpenAsync(opening, cancellationToken);

    public virtual Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default) => Inner.BeginUploadAsync(version, cancellationToken);

    public virtual Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) => Inner.RenewAsync(lease, cancellationToken);

    public virtual Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default) => Inner.CommitUploadAsync(commit, cancellationToken);

    public virtual Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) => Inner.FailUploadAsync(failure, cancellationToken);

    public Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default) => Inner.FindAsync(lookup, cancellationToken);

    public Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default) => Inner.FindBlocksAsync(range, cancellationToken);

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) => Inner.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default) => Inner.ListVersionsAsync(query, cancellationToken);

    public Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default) => Inner.ReportAsync(findings, cancellationToken);

    public virtual Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default) => Inner.DeleteAsync(deletion, cancellationToken);

    public Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default) => Inner.RestoreAsync(restore, cancellationToken);

    public Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default) => Inner.BeginPurgeAsync(purge, cancellationToken);

    public virtual Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default) => Inner.ClaimAsync(claim, cancellationToken);

    public virtual Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default) => Inner.CompleteAsync(results, cancellationToken);

    public IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default) => Inner.ListWorkAsync(query, cancellationToken);

    public Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default) => Inner.ChangeWorkAsync(change, cancellationToken);

    public Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default) => Inner.ChangeStoreAsync(change, cancellationToken);

    public IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default) => Inner.ScanAsync(scan, cancellationToken);

    public Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default) => Inner.CountObjectsAsync(counts, cancellationToken);

    public Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default) => Inner.SweepAsync(sweep, cancellationToken);

    public Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default) => Inner.GetStatusAsync(cancellationToken);

    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) => Journal.TakeLeaseAsync(owner, duration, cancellationToken);

    public Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default) => Journal.AddAsync(intents, cancellationToken);

    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) => Journal.ListIntentsAsync(limit, cancellationToken);

    public virtual Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) => Journal.RecordAsync(record, cancellationToken);

    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) => Journal.ListBatchesAsync(query, cancellationToken);

    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) => Journal.ReplayAsync(batchIds, cancellationToken);

    public Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default) => Journal.AddBatchesAsync(batches, cancellationToken);

    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) => Journal.GetUsageAsync(since, until, cancellationToken);
}
