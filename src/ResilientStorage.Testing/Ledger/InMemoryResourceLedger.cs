using System.Runtime.CompilerServices;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>
/// A ledger in memory, for tests: every call is atomic, ends before it returns, and gives the same answers in the same order each time.
/// What it records lives in its <see cref="InMemoryLedgerDatabase"/>. Thread-safe.
/// </summary>
public sealed class InMemoryResourceLedger : IResourceLedger, IInvalidationJournal
{
    private const int PageSize = 500;

    private readonly InMemoryLedgerDatabase _database;
    private InstanceRows? _rows;

    /// <summary>Makes a ledger that is not open yet.</summary>
    /// <param name="database">The database that it shares with others; null for one of its own on the system's clock.</param>
    public InMemoryResourceLedger(InMemoryLedgerDatabase? database = null) => _database = database ?? new InMemoryLedgerDatabase();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The ledger is open for another instance.</exception>
    public Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return Guard(
            () =>
            {
                if (_rows is not null && _rows.Name != opening.Instance)
                {
                    throw new InvalidOperationException($"This ledger serves the instance '{_rows.Name}'; '{opening.Instance}' needs a ledger object of its own.");
                }

                var rows = _database.GetOrAddInstance(opening.Instance);
                var state = OpenLedger.Run(new LedgerTransaction(_database, rows), opening);
                _rows = rows;
                return state;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default) =>
        Run(BeginUpload.Run, version, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) =>
        Run(RenewLease.Run, lease, cancellationToken);

    /// <inheritdoc/>
    public Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default) =>
        Run(CommitUpload.Run, commit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) =>
        Run(FailUpload.Run, failure, cancellationToken);

    /// <inheritdoc/>
    public Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default) =>
        Run(FindVersion.Run, lookup, cancellationToken);

    /// <inheritdoc/>
    public Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default) =>
        Run(FindVersion.RunBlocks, range, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Enumerate<Resource>(
            (transaction, last, size) => ListResources.Page(transaction, query, last?.Key ?? query.StartAfter, size),
            query.Limit,
            cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return EnumerateOnce(transaction => ListResources.Versions(transaction, query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default) =>
        Run(ReportFindings.Run, findings, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default) =>
        Run(DeleteResources.Run, deletion, cancellationToken);

    /// <inheritdoc/>
    public Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default) =>
        Run(RestoreResource.Run, restore, cancellationToken);

    /// <inheritdoc/>
    public Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default) =>
        Run(PurgeResource.Run, purge, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default) =>
        Run(ClaimWork.Run, claim, cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default) =>
        Run(CompleteWork.Run, results, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return EnumerateOnce(transaction => ListWork.Run(transaction, query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default) =>
        Run(ChangeWork.Run, change, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default) =>
        Run(ChangeStore.Run, change, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Enumerate<LedgerObject>((transaction, last, size) => ScanStore.Page(transaction, scan, last, size), limit: null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Guard<IReadOnlyList<long>>(() => [.. counts.Select(count => ScanStore.Count(Begin(), count))], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default) =>
        Run(SweepLedger.Run, sweep, cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Guard(() => CountStatus.Run(Begin()), cancellationToken);

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <inheritdoc/>
    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        Guard(() => Begin().TakeSenderLease(owner, duration), cancellationToken);

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default) =>
        Run(InvalidationIntents.Add, intents, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) =>
        Guard(() => InvalidationIntents.List(Begin(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) =>
        Run(InvalidationBatches.Record, record, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) =>
        Run(InvalidationBatches.List, query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) =>
        Guard(() => InvalidationBatches.Replay(Begin(), batchIds), cancellationToken);

    /// <inheritdoc/>
    public Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default) =>
        Run(InvalidationBatches.Add, batches, cancellationToken);

    /// <inheritdoc/>
    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        Guard(() => InvalidationBatches.Sum(Begin(), since, until), cancellationToken);

    private LedgerTransaction Begin() =>
        new(_database, _rows ?? throw new InvalidOperationException("The ledger is not open: OpenAsync comes first."));

    private Task<TResult> Run<TArgument, TResult>(Func<LedgerTransaction, TArgument, TResult> verb, TArgument argument, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return Guard(() => verb(Begin(), argument), cancellationToken);
    }

    // The work is done before the task is handed out, so that a simulation on one thread stays on it.
    private Task<TResult> Guard<TResult>(Func<TResult> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        try
        {
            lock (_database.Gate)
            {
                return Task.FromResult(call());
            }
        }
        catch (Exception exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }

    private async IAsyncEnumerable<T> Enumerate<T>(
        Func<LedgerTransaction, T?, int, IReadOnlyList<T>> page,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var left = limit ?? int.MaxValue;
        T? last = null;
        while (left > 0)
        {
            var size = Math.Min(left, PageSize);
            var items = await Guard(() => page(Begin(), last, size), cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }

            if (items.Count < size)
            {
                yield break;
            }

            left -= items.Count;
            last = items[^1];
        }
    }

    private async IAsyncEnumerable<T> EnumerateOnce<T>(Func<LedgerTransaction, IReadOnlyList<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await Guard(() => list(Begin()), cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }
}
