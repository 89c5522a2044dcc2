using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Ends the live version of a locked resource: Live to Deleted, with its removal work.</summary>
internal static class EndVersion
{
    public static async Task RunAsync(SqlSession session, VersionId version, VersionEnd end, HistoryEvent what, long removalDueAt)
    {
        await session.Sql($"""
            UPDATE rs_versions SET state = {VersionCode.Deleted}, end_kind = @end, ended_at = @now, epoch = epoch + 1
            WHERE version_id = @version AND state = {VersionCode.Live}
            """)
            .With("version", version).With("end", (long)end).ExecuteAsync().ConfigureAwait(false);
        await WorkRows.QueueRemovalsAsync(session, version, removalDueAt).ConfigureAwait(false);
        await WorkRows.DropRepairsAsync(session, version).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, version, what).ConfigureAwait(false);
    }
}
