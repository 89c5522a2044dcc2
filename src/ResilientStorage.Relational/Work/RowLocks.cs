using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Locks rows in the order of their kinds and keys before work is done in the order given; nothing to do where the whole database is locked.</summary>
internal static class RowLocks
{
    public static Task TakeVersionsAsync(SqlSession session, IEnumerable<VersionId> versions) =>
        TakeAsync(session, SqlList.Texts(versions), Versions("@"));

    /// <summary>Versions that nobody else has locked; all of them where the whole database is locked.</summary>
    public static async Task<IReadOnlySet<VersionId>> TakeFreeVersionsAsync(SqlSession session, IEnumerable<VersionId> versions)
    {
        var asked = versions.ToHashSet();
        if (!session.Dialect.LocksRows || asked.Count == 0)
        {
            return asked;
        }

        var free = new HashSet<VersionId>();
        foreach (var some in SqlList.Texts(asked).Chunk(SqlList.MaxCount))
        {
            free.UnionWith(await session.Sql($"SELECT version_id FROM rs_versions WHERE version_id IN ({SqlList.Names("id", some.Length)}) ORDER BY version_id {session.Dialect.LockSkippingLocked("rs_versions")}")
                .With("id", some).ListAsync(static row => row.Version(0)).ConfigureAwait(false));
        }

        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        return free;
    }

    /// <summary>One version that a transaction of the host may hold for as long as the host likes: an error when it does.</summary>
    public static async Task TakeVersionWithoutWaitingAsync(SqlSession session, VersionId version)
    {
        if (session.Dialect.LocksRows)
        {
            await session.Sql($"SELECT 1 FROM rs_versions WHERE version_id = @version {session.Dialect.LockWithoutWaiting("rs_versions")}")
                .With("version", version).NumberAsync().ConfigureAwait(false);
            await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The same for an item of work and its version. The item itself too: a transaction of the host that changes what an alias shows holds that of the alias.</summary>
    public static async Task TakeWorkWithoutWaitingAsync(SqlSession session, long workId)
    {
        if (session.Dialect.LocksRows)
        {
            await session.Sql($"SELECT 1 FROM rs_versions WHERE version_id = (SELECT w.subject FROM rs_work w WHERE w.work_id = @work) {session.Dialect.LockWithoutWaiting("rs_versions")}")
                .With("work", workId).NumberAsync().ConfigureAwait(false);
            await session.Sql($"SELECT 1 FROM rs_work WHERE work_id = @work {session.Dialect.LockWithoutWaiting("rs_work")}")
                .With("work", workId).NumberAsync().ConfigureAwait(false);
            await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        }
    }

    public static Task TakeVersionsOfWorkAsync(SqlSession session, IEnumerable<long> workIds) =>
        TakeAsync(session, Ordered(workIds), Versions("SELECT w.subject FROM rs_work w WHERE w.work_id IN (@)"));

    /// <summary>Before versions that may become Purged: forgetting a key changes its resource, which comes first in the order of locks.</summary>
    public static Task TakeForgottenAsync(SqlSession session, IEnumerable<VersionId> versions) =>
        TakeAsync(session, SqlList.Texts(versions), Forgotten("@"));

    /// <summary>The same for the versions of work.</summary>
    public static Task TakeForgottenOfWorkAsync(SqlSession session, IEnumerable<long> workIds) =>
        TakeAsync(session, Ordered(workIds), Forgotten("SELECT w.subject FROM rs_work w WHERE w.work_id IN (@)"));

    /// <summary>Items of work themselves, last in the order of locks: who reads what they are about now sees every change that queued them again.</summary>
    public static Task TakeWorkAsync(SqlSession session, IEnumerable<long> workIds) =>
        TakeAsync(session, Ordered(workIds), "SELECT 1 FROM rs_work WHERE work_id IN (@) ORDER BY work_id ", "rs_work");

    private static (string Query, string Table) Versions(string ids) =>
        ($"SELECT 1 FROM rs_versions WHERE version_id IN ({ids}) ORDER BY version_id ", "rs_versions");

    private static (string Query, string Table) Forgotten(string ids) => (
        $"SELECT 1 FROM rs_resources WHERE forget = 1 AND resource_id IN (SELECT v.resource_id FROM rs_versions v WHERE v.version_id IN ({ids})) ORDER BY instance, key ",
        "rs_resources");

    private static List<long> Ordered(IEnumerable<long> workIds) => [.. workIds.Distinct().Order()];

    private static Task TakeAsync<T>(SqlSession session, List<T> ids, (string Query, string Table) locked) =>
        TakeAsync(session, ids, locked.Query, locked.Table);

    private static async Task TakeAsync<T>(SqlSession session, List<T> ids, string query, string table)
    {
        if (!session.Dialect.LocksRows || ids.Count == 0)
        {
            return;
        }

        foreach (var some in ids.Chunk(SqlList.MaxCount))
        {
            var statement = session.Sql(query.Replace("@", SqlList.Names("id", some.Length), StringComparison.Ordinal) + session.Lock(table));
            _ = some is string[] texts ? statement.With("id", texts) : statement.With("id", (long[])(object)some);
            await statement.ListAsync(static _ => 0).ConfigureAwait(false);
        }

        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
    }
}
