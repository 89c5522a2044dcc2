using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Writes and withdraws work.</summary>
internal static class WorkRows
{
    /// <summary>Every replica of a version that may hold bytes is to be removed, from a time on.</summary>
    public static Task<int> QueueRemovalsAsync(SqlSession session, VersionId version, long dueAt) =>
        session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT instance, {WorkCode.Remove}, version_id, store, @due FROM rs_replicas WHERE version_id = @version AND state < {ReplicaCode.Gone}
            ON CONFLICT (instance, kind, subject, store) DO NOTHING
            """)
            .With("version", version).With("due", dueAt).ExecuteAsync();

    public static Task<int> QueueAsync(SqlSession session, string kind, VersionId version, string store) =>
        session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at) VALUES (@instance, {kind}, @version, @store, @now)
            ON CONFLICT (instance, kind, subject, store) DO NOTHING
            """)
            .With("version", version).With("store", store).ExecuteAsync();

    /// <summary>Repairs of a version that has ended are withdrawn, except those that are being done.</summary>
    public static Task<int> DropRepairsAsync(SqlSession session, VersionId version) =>
        session.Sql($"DELETE FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Repair} AND subject = @version AND (lease_until IS NULL OR lease_until <= @now)")
            .With("version", version).ExecuteAsync();

    public static Task<int> DeleteAsync(SqlSession session, long workId) =>
        session.Sql("DELETE FROM rs_work WHERE work_id = @work").With("work", workId).ExecuteAsync();

    /// <summary>The alias of a resource is to be compared with what the ledger says now; one that was ended has its work already.</summary>
    public static Task<int> QueueAliasesAsync(SqlSession session, long resourceId) =>
        session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT instance, {WorkCode.Alias}, alias_key, '', @now FROM rs_aliases WHERE resource_id = @resource AND wanted = 1
            ON CONFLICT (instance, kind, subject, store) DO UPDATE SET due_at = excluded.due_at, attempts = 0
            """)
            .With("resource", resourceId).ExecuteAsync();
}
