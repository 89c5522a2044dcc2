using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Locks versions in the order of their ids before work is done in the order given; nothing to do where the whole database is locked.</summary>
internal static class VersionLocks
{
    public static Task TakeAsync(SqlSession session, IEnumerable<VersionId> versions) =>
        TakeAsync(session, SqlList.Texts(versions), "version_id IN (@)");

    public static Task TakeOfWorkAsync(SqlSession session, IEnumerable<long> workIds) =>
        TakeAsync(session, [.. workIds.Distinct().Order()], "version_id IN (SELECT w.subject FROM rs_work w WHERE w.work_id IN (@))");

    private static async Task TakeAsync<T>(SqlSession session, List<T> ids, string condition)
    {
        var suffix = session.Lock("rs_versions");
        if (suffix.Length == 0)
        {
            return;
        }

        foreach (var some in ids.Chunk(SqlList.MaxCount))
        {
            var statement = session.Sql($"SELECT version_id FROM rs_versions WHERE {condition.Replace("@", SqlList.Names("id", some.Length), StringComparison.Ordinal)} ORDER BY version_id {suffix}");
            _ = some is string[] texts ? statement.With("id", texts) : statement.With("id", (long[])(object)some);
            await statement.ListAsync(static row => row.GetString(0)).ConfigureAwait(false);
        }
    }
}
