using ResilientStorage.Sessions;

namespace ResilientStorage.Invalidation.Journal;

/// <summary>The journal of a storage's ledger, which has to be open first: the sender may be the first of the process to use it.</summary>
internal sealed class LedgerInvalidationJournal(IInvalidationJournal ledger, LedgerSession session) : IInvalidationJournal
{
    public bool IsDurable => ledger.IsDurable;

    public Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.TakeLeaseAsync(owner, duration, cancellationToken), cancellationToken);

    public async Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        await ledger.AddAsync(intents, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.ListIntentsAsync(limit, cancellationToken), cancellationToken);

    public Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.RecordAsync(record, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.ListBatchesAsync(query, cancellationToken), cancellationToken);

    public Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.ReplayAsync(batchIds, cancellationToken), cancellationToken);

    public Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        RunAsync(() => ledger.GetUsageAsync(since, until, cancellationToken), cancellationToken);

    private async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await call().ConfigureAwait(false);
    }
}
