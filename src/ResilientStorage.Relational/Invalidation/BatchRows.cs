using System.Data.Common;
using ResilientStorage.Invalidation;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Invalidation;

/// <summary>What the CDN was told, or is being told.</summary>
internal static class BatchRows
{
    public static Task<int> WriteAsync(SqlSession session, InvalidationBatch batch) => InsertAsync(session, batch, """
        ON CONFLICT (batch_id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, due_at = excluded.due_at,
            accepted_at = excluded.accepted_at, invalidation_id = excluded.invalidation_id, reason = excluded.reason, report_key = excluded.report_key
        """);

    public static async Task<int> AddAsync(SqlSession session, IReadOnlyList<InvalidationBatch> batches)
    {
        // In one order, so that two who bring the same report do not wait for each other.
        var waiting = 0;
        foreach (var batch in batches.OrderBy(static batch => batch.Id.ToString(), StringComparer.Ordinal))
        {
            waiting += await InsertAsync(session, batch, $"""
                ON CONFLICT (batch_id) DO UPDATE SET state = excluded.state, attempts = 0, due_at = @now
                WHERE rs_invalidation_batches.instance = @instance AND rs_invalidation_batches.state = {(long)InvalidationBatchState.Reported}
                """).ConfigureAwait(false);
        }

        return waiting;
    }

    public static Task<List<InvalidationBatch>> ListAsync(SqlSession session, InvalidationBatchQuery query)
    {
        var states = query.States?.Select(static state => (long)state).ToArray();
        var ids = query.Ids?.Select(static id => id.ToString()).ToArray();
        if (states is { Length: 0 } || ids is { Length: 0 })
        {
            return Task.FromResult(new List<InvalidationBatch>());
        }

        var conditions = string.Join(
            ' ',
            states is null ? "" : $"AND state IN ({SqlList.Names("state", states.Length)})",
            ids is null ? "" : $"AND batch_id IN ({SqlList.Names("id", ids.Length)})",
            query.DistributionId is null ? "" : "AND distribution_id = @distribution",
            query.CreatedFrom is null ? "" : "AND created_at >= @from",
            query.AcceptedFrom is null ? "" : "AND accepted_at >= @accepted");
        return session.Sql($"""
            SELECT batch_id, distribution_id, caller_reference, paths, single_paths, is_backfill, state, attempts, created_at, due_at, accepted_at, invalidation_id, reason, report_key
            FROM rs_invalidation_batches WHERE instance = @instance {conditions} ORDER BY created_at, batch_id LIMIT @limit
            """)
            .With("state", states ?? []).With("id", ids ?? []).With("distribution", query.DistributionId).With("from", query.CreatedFrom).With("accepted", query.AcceptedFrom).With("limit", query.Limit)
            .ListAsync(Map);
    }

    public static async Task<int> ReplayAsync(SqlSession session, IReadOnlyCollection<Guid>? batchIds)
    {
        var replayed = 0;
        IEnumerable<string[]?> all = [null];
        foreach (var some in batchIds is null ? all : batchIds.Distinct().Select(static id => id.ToString()).Order(StringComparer.Ordinal).Chunk(SqlList.MaxCount))
        {
            replayed += await session.Sql($"""
                UPDATE rs_invalidation_batches SET state = @waiting, attempts = 0, due_at = @now
                WHERE instance = @instance AND state = @reported {(some is null ? "" : $"AND batch_id IN ({SqlList.Names("id", some.Length)})")}
                """)
                .With("waiting", (long)InvalidationBatchState.Waiting).With("reported", (long)InvalidationBatchState.Reported).With("id", some ?? [])
                .ExecuteAsync().ConfigureAwait(false);
        }

        return replayed;
    }

    public static async Task<InvalidationUsage> SumAsync(SqlSession session, DateTimeOffset since, DateTimeOffset until) =>
        (await session.Sql("""
            SELECT COUNT(*), CAST(COALESCE(SUM(path_count), 0) AS BIGINT), CAST(COALESCE(SUM(wildcard_count), 0) AS BIGINT), CAST(COALESCE(SUM(single_paths), 0) AS BIGINT)
            FROM rs_invalidation_batches WHERE instance = @instance AND accepted_at >= @since AND accepted_at < @until
            """)
            .With("since", (DateTimeOffset?)since).With("until", (DateTimeOffset?)until)
            .FirstAsync(static row => new InvalidationUsage(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))).ConfigureAwait(false))!;

    private static Task<int> InsertAsync(SqlSession session, InvalidationBatch batch, string otherwise) =>
        session.Sql($"""
            INSERT INTO rs_invalidation_batches (batch_id, instance, distribution_id, caller_reference, paths, path_count, wildcard_count, single_paths, is_backfill,
                state, attempts, created_at, due_at, accepted_at, invalidation_id, reason, report_key)
            VALUES (@batch, @instance, @distribution, @reference, @paths, @count, @wildcards, @singles, @backfill,
                @state, @attempts, @created, @due, @accepted, @invalidation, @reason, @report)
            {otherwise}
            """)
            .With("batch", batch.Id.ToString()).With("distribution", batch.DistributionId).With("reference", batch.CallerReference)
            .With("paths", string.Join('\n', batch.Paths)).With("count", batch.Paths.Count).With("wildcards", batch.Wildcards).With("singles", batch.SinglePaths)
            .With("backfill", batch.IsBackfill ? 1 : 0).With("state", (long)batch.State).With("attempts", batch.Attempts)
            .With("created", (DateTimeOffset?)batch.CreatedAt).With("due", (DateTimeOffset?)batch.DueAt).With("accepted", batch.AcceptedAt)
            .With("invalidation", batch.InvalidationId).With("reason", batch.Reason).With("report", batch.ReportKey).ExecuteAsync();

    private static InvalidationBatch Map(DbDataReader row) => new()
    {
        Id = Guid.Parse(row.GetString(0)),
        DistributionId = row.GetString(1),
        CallerReference = row.GetString(2),
        Paths = row.GetString(3).Split('\n'),
        SinglePaths = row.GetInt64(4),
        IsBackfill = row.Flag(5),
        State = (InvalidationBatchState)row.Code(6),
        Attempts = row.Code(7),
        CreatedAt = row.Time(8),
        DueAt = row.Time(9),
        AcceptedAt = row.TimeOrNull(10),
        InvalidationId = row.TextOrNull(11),
        Reason = row.TextOrNull(12),
        ReportKey = row.TextOrNull(13),
    };
}
