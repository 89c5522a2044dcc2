using System.Data.Common;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Deletes;
using ResilientStorage.Relational.HostTransactions;
using ResilientStorage.Relational.Invalidation;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Schema;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Status;
using ResilientStorage.Relational.Stores;
using ResilientStorage.Relational.Sweeping;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational;

/// <summary>The ledger on a SQL database: one class per verb, each run in one transaction.</summary>
internal sealed class SqlResourceLedger(SqlDatabase database, LedgerSchema schema) : ITransactionalResourceLedger, IInvalidationJournal, IAsyncDisposable, IDisposable
{
    private volatile string? _instance;
    private Guid _ledgerId;

    private string Instance => _instance ?? throw new InvalidOperationException("The ledger is not open: call OpenAsync first.");

    public async Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (_instance is { } bound && bound != opening.Instance)
        {
            throw new InvalidOperationException($"This ledger object serves the instance '{bound}': make another one for '{opening.Instance}'.");
        }

        StorePlaces.ThrowIfConfiguredOverlap(opening.Stores);
        await schema.EnsureAsync(database, cancellationToken).ConfigureAwait(false);
        var state = await database.ReadSnapshotAsync(opening.Instance, session => OpenLedger.FindAsync(session, opening), cancellationToken).ConfigureAwait(false)
            ?? await database.WriteAsync(opening.Instance, session => OpenLedger.RunAsync(session, opening), cancellationToken).ConfigureAwait(false);
        _ledgerId = state.LedgerId;
        _instance = opening.Instance;
        return state;
    }

    public async Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        var batch = await BatchAsync((uploads, connection) => uploads.BeginAsync(connection, Instance, version), cancellationToken).ConfigureAwait(false);
        if (batch.Answer is { } intent)
        {
            return intent;
        }

        var outcome = await WriteAsync(session => BeginUpload.RunAsync(session, version, batch.MayHaveTakenEffect), cancellationToken).ConfigureAwait(false);
        return outcome.Intent ?? throw outcome.Error!;
    }

    public Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) =>
        WriteAsync(session => RenewLease.RunAsync(session, lease), cancellationToken);

    public async Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);

        // A batch that took effect unseen is no matter: a commit that is repeated with its epoch is answered again.
        var batch = await BatchAsync((uploads, connection) => uploads.CommitAsync(connection, Instance, commit), cancellationToken).ConfigureAwait(false);
        return batch.Answer ?? await WriteAsync(session => CommitUpload.RunAsync(session, commit), cancellationToken).ConfigureAwait(false);
    }

    public Task<Resource> CommitUploadAsync(UploadCommit commit, LedgerTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return JoinAsync(transaction, session => CommitUpload.RunAsync(session, commit), cancellationToken);
    }

    public Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) =>
        WriteAsync(session => FailUpload.RunAsync(session, failure), cancellationToken);

    public Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default) =>
        database.ReadAsync(Instance, session => FindVersion.RunAsync(session, lookup), cancellationToken);

    public Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default) =>
        database.ReadAsync(Instance, session => FindBlocks.RunAsync(session, range), cancellationToken);

    public IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        ListResources.RunAsync(database, () => Instance, query, cancellationToken);

    public IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default) =>
        ListVersions.RunAsync(database, () => Instance, query, cancellationToken);

    public Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default) =>
        WriteAsync(session => ReportFindings.RunAsync(session, findings), cancellationToken);

    public Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default) =>
        WriteAsync(session => DeleteResources.RunAsync(session, deletion), cancellationToken);

    public Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, LedgerTransaction transaction, CancellationToken cancellationToken = default) =>
        JoinAsync(transaction, session => DeleteResources.RunAsync(session, deletion), cancellationToken);

    public Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default) =>
        WriteAsync(session => RestoreResource.RunAsync(session, restore), cancellationToken);

    public Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default) =>
        WriteAsync(session => BeginPurge.RunAsync(session, purge), cancellationToken);

    public Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default) =>
        WriteAsync(session => ClaimWork.RunAsync(session, claim), cancellationToken);

    public Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default) =>
        WriteAsync(session => CompleteWork.RunAsync(session, results), cancellationToken);

    public IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default) =>
        ListWork.RunAsync(database, () => Instance, query, cancellationToken);

    public Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default) =>
        WriteAsync(session => ChangeWork.RunAsync(session, change), cancellationToken);

    public Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default) =>
        WriteAsync(session => ChangeStore.RunAsync(session, change), cancellationToken);

    public IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default) =>
        ScanStore.RunAsync(database, () => Instance, scan, cancellationToken);

    public Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default) =>
        database.ReadAsync(Instance, session => CountObjects.RunAsync(session, counts), cancellationToken);

    public Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default) =>
        SweepLedger.RunAsync(database, Instance, sweep, cancellationToken);

    public Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        database.ReadSnapshotAsync(Instance, ReadStatus.RunAsync, cancellationToken);

    bool IInvalidationJournal.IsDurable => true;

    Task<long?> IInvalidationJournal.TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        WriteAsync(session => SenderLease.TakeAsync(session, owner, duration), cancellationToken);

    Task IInvalidationJournal.AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken) =>
        WriteAsync(session => IntentRows.AddAsync(session, intents), cancellationToken);

    async Task<IReadOnlyList<InvalidationIntent>> IInvalidationJournal.ListIntentsAsync(int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(Instance, session => IntentRows.ListAsync(session, limit), cancellationToken).ConfigureAwait(false);

    Task<bool> IInvalidationJournal.RecordAsync(InvalidationRecord record, CancellationToken cancellationToken) =>
        WriteAsync(session => RecordInvalidation.RunAsync(session, record), cancellationToken);

    async Task<IReadOnlyList<InvalidationBatch>> IInvalidationJournal.ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken) =>
        await database.ReadAsync(Instance, session => BatchRows.ListAsync(session, query), cancellationToken).ConfigureAwait(false);

    Task<int> IInvalidationJournal.ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken) =>
        WriteAsync(session => BatchRows.ReplayAsync(session, batchIds), cancellationToken);

    Task<int> IInvalidationJournal.AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken) =>
        WriteAsync(session => BatchRows.AddAsync(session, batches), cancellationToken);

    Task<InvalidationUsage> IInvalidationJournal.GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ReadAsync(Instance, session => BatchRows.SumAsync(session, since, until), cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>For containers that are disposed synchronously.</summary>
    public void Dispose() => database.Dispose();

    private async Task<BatchOutcome<T>> BatchAsync<T>(Func<IUploadBatch, DbConnection, Task<T?>> run, CancellationToken cancellationToken)
        where T : class
    {
        _ = Instance;
        return database.Dialect.Uploads is { } uploads
            ? await database.BatchAsync(connection => run(uploads, connection), cancellationToken).ConfigureAwait(false)
            : new BatchOutcome<T>(null, MayHaveTakenEffect: false);
    }

    private Task<T> JoinAsync<T>(LedgerTransaction transaction, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        new JoinedTransaction(database, HostTransaction.Unwrap(transaction), Instance, _ledgerId).RunAsync(body, cancellationToken);

    private Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        database.WriteAsync(Instance, body, cancellationToken);
}
