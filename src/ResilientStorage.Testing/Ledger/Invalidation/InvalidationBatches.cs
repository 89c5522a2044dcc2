using ResilientStorage.Invalidation;

namespace ResilientStorage.Testing;

internal static class InvalidationBatches
{
    public static long? TakeSenderLease(this LedgerTransaction transaction, string owner, TimeSpan duration)
    {
        var rows = transaction.Rows.Invalidation;
        if (rows.SenderOwner != owner)
        {
            if (rows.SenderOwner is not null && rows.SenderUntil > transaction.Now)
            {
                return null;
            }

            rows.SenderOwner = owner;
            rows.SenderToken++;
        }

        rows.SenderUntil = transaction.Now + duration;
        return rows.SenderToken;
    }

    public static bool Record(LedgerTransaction transaction, InvalidationRecord record)
    {
        var rows = transaction.Rows.Invalidation;
        if (rows.SenderToken != record.LeaseToken)
        {
            return false;
        }

        foreach (var batch in record.Batches)
        {
            var index = rows.Batches.FindIndex(known => known.Id == batch.Id);
            if (index < 0)
            {
                rows.Batches.Add(batch);
            }
            else
            {
                rows.Batches[index] = batch;
            }
        }

        InvalidationIntents.Settle(transaction, record.Settled);
        return true;
    }

    public static IReadOnlyList<InvalidationBatch> List(LedgerTransaction transaction, InvalidationBatchQuery query) =>
    [
        .. transaction.Rows.Invalidation.Batches
            .Where(batch => (query.States is null || query.States.Contains(batch.State))
                && (query.Ids is null || query.Ids.Contains(batch.Id))
                && (query.DistributionId is null || batch.DistributionId == query.DistributionId)
                && (query.CreatedFrom is null || batch.CreatedAt >= query.CreatedFrom)
                && (query.AcceptedFrom is null || batch.AcceptedAt >= query.AcceptedFrom))
            .OrderBy(static batch => batch.CreatedAt)
            .ThenBy(static batch => batch.Id.ToString(), StringComparer.Ordinal)
            .Take(query.Limit),
    ];

    public static int Replay(LedgerTransaction transaction, IReadOnlyCollection<Guid>? batchIds)
    {
        var batches = transaction.Rows.Invalidation.Batches;
        return Enumerable.Range(0, batches.Count).Count(index => batchIds?.Contains(batches[index].Id) != false && Replay(transaction, index));
    }

    public static int Add(LedgerTransaction transaction, IReadOnlyList<InvalidationBatch> added)
    {
        var batches = transaction.Rows.Invalidation.Batches;
        var waiting = 0;
        foreach (var batch in added)
        {
            var index = batches.FindIndex(known => known.Id == batch.Id);
            if (index < 0)
            {
                batches.Add(batch);
            }

            waiting += index < 0 || Replay(transaction, index) ? 1 : 0;
        }

        return waiting;
    }

    public static InvalidationUsage Sum(LedgerTransaction transaction, DateTimeOffset since, DateTimeOffset until)
    {
        var accepted = transaction.Rows.Invalidation.Batches.Where(batch => batch.AcceptedAt >= since && batch.AcceptedAt < until).ToList();
        return new InvalidationUsage(
            accepted.Count,
            accepted.Sum(static batch => (long)batch.Paths.Count),
            accepted.Sum(static batch => (long)batch.Wildcards),
            accepted.Sum(static batch => batch.SinglePaths));
    }

    private static bool Replay(LedgerTransaction transaction, int index)
    {
        var batches = transaction.Rows.Invalidation.Batches;
        if (batches[index].State != InvalidationBatchState.Reported)
        {
            return false;
        }

        batches[index] = batches[index] with { State = InvalidationBatchState.Waiting, Attempts = 0, DueAt = transaction.Now };
        return true;
    }
}
