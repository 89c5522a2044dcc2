using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Stores;

namespace ResilientStorage.Relational.Status;

/// <summary>Counts what the ledger knows.</summary>
internal static class ReadStatus
{
    public static async Task<LedgerStatus> RunAsync(SqlSession session)
    {
        var stores = await StoreRows.ListAsync(session).ConfigureAwait(false);
        var counts = await StoreCountsAsync(session).ConfigureAwait(false);
        var status = await session.Sql($"""
            SELECT
                (SELECT COUNT(*) FROM rs_versions WHERE instance = @instance AND state = {VersionCode.Live}),
                (SELECT COUNT(*) FROM rs_versions WHERE instance = @instance AND state = {VersionCode.Pending}),
                (SELECT COUNT(*) FROM rs_versions WHERE instance = @instance AND state IN ({VersionCode.Deleted}, {VersionCode.Failed})),
                (SELECT COUNT(*) FROM rs_versions v WHERE v.instance = @instance AND v.state = {VersionCode.Live} AND EXISTS (
                    SELECT 1 FROM rs_stores s WHERE s.instance = @instance AND s.state = {StoreCode.Active} AND NOT EXISTS (
                        SELECT 1 FROM rs_replicas p WHERE p.version_id = v.version_id AND p.store = s.name AND p.state = {ReplicaCode.Stored}))),
                (SELECT COUNT(*) FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Remove} AND dead = 0 AND due_at <= @now),
                (SELECT COUNT(*) FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Repair}),
                (SELECT COUNT(*) FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Alias}),
                (SELECT COUNT(*) FROM rs_work WHERE instance = @instance AND dead = 1),
                (SELECT COUNT(*) FROM rs_work WHERE instance = @instance AND unreachable_at IS NOT NULL),
                (SELECT MIN(due_at) FROM rs_work WHERE instance = @instance AND dead = 0 AND due_at <= @now),
                (SELECT COUNT(*) FROM rs_invalidation_intents WHERE instance = @instance)
                    + (SELECT COUNT(*) FROM rs_invalidation_batches WHERE instance = @instance AND state = @waiting),
                (SELECT COUNT(*) FROM rs_invalidation_batches WHERE instance = @instance AND state = @reported)
            """)
            .With("waiting", (long)InvalidationBatchState.Waiting).With("reported", (long)InvalidationBatchState.Reported)
            .FirstAsync(row => new LedgerStatus
            {
                Live = row.GetInt64(0),
                Pending = row.GetInt64(1),
                AwaitingRemoval = row.GetInt64(2),
                UnderReplicated = row.GetInt64(3),
                RemovalsDue = row.GetInt64(4),
                RepairsQueued = row.GetInt64(5),
                AliasesQueued = row.GetInt64(6),
                DeadLetters = row.GetInt64(7),
                QueueUnreachable = row.GetInt64(8),
                OldestDueAt = row.TimeOrNull(9),
                InvalidationsWaiting = row.GetInt64(10),
                InvalidationsReported = row.GetInt64(11),
                Stores = [],
            }).ConfigureAwait(false);
        return status! with { Stores = stores.ConvertAll(store => Describe(store, counts)) };
    }

    private static Task<List<StoreCount>> StoreCountsAsync(SqlSession session) =>
        session.Sql($"""
            SELECT p.store, p.state, COUNT(*), CAST(COALESCE(SUM(v.length), 0) AS BIGINT)
            FROM rs_replicas p JOIN rs_versions v ON v.version_id = p.version_id
            WHERE p.instance = @instance AND v.state = {VersionCode.Live} AND p.state < {ReplicaCode.Gone} GROUP BY p.store, p.state
            """)
            .ListAsync(static row => new StoreCount(row.GetString(0), (ReplicaState)row.Code(1), row.GetInt64(2), row.GetInt64(3)));

    private static StoreStatus Describe(StoreRecord store, List<StoreCount> counts)
    {
        StoreCount? Of(ReplicaState state) => counts.Find(count => count.Store == store.Name && count.State == state);
        return new StoreStatus
        {
            Store = store,
            Stored = Of(ReplicaState.Stored)?.Count ?? 0,
            StoredBytes = Of(ReplicaState.Stored)?.Bytes ?? 0,
            Missing = Of(ReplicaState.Missing)?.Count ?? 0,
            Corrupt = Of(ReplicaState.Corrupt)?.Count ?? 0,
        };
    }

    private sealed record StoreCount(string Store, ReplicaState State, long Count, long Bytes);
}
