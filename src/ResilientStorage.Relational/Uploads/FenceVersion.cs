using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Ends a Pending version from outside: its uploader may still be writing, so every replica may see a late write.</summary>
internal static class FenceVersion
{
    /// <summary>Fences an upload whose lease has ended.</summary>
    public static Task<bool> RunAsync(SqlSession session, VersionId version) =>
        RunAsync(session, version, VersionEnd.LeaseExpired, HistoryEvent.Fenced);

    public static async Task<bool> RunAsync(SqlSession session, VersionId version, VersionEnd end, HistoryEvent what)
    {
        var fenced = await session.Sql($"""
            UPDATE rs_versions SET state = {VersionCode.Failed}, end_kind = @end, ended_at = @now, epoch = epoch + 1, lease_until = NULL
            WHERE version_id = @version AND state = {VersionCode.Pending}
            """)
            .With("version", version).With("end", (long)end).ExecuteAsync().ConfigureAwait(false);
        if (fenced == 0)
        {
            return false;
        }

        await session.Sql("UPDATE rs_replicas SET late_write_at = @now WHERE version_id = @version").With("version", version).ExecuteAsync().ConfigureAwait(false);
        await WorkRows.QueueRemovalsAsync(session, version, session.Now).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, version, what).ConfigureAwait(false);
        return true;
    }
}
