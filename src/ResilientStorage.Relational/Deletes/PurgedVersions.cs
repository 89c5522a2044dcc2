using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Takes a version to Purged once nothing of it is left, and forgets its key when that was asked for.</summary>
internal static class PurgedVersions
{
    public static async Task SettleAsync(SqlSession session, VersionId version)
    {
        var purged = await session.Sql($"""
            UPDATE rs_versions SET state = {VersionCode.Purged}, epoch = epoch + 1
            WHERE version_id = @version AND state IN ({VersionCode.Deleted}, {VersionCode.Failed})
                AND NOT EXISTS (SELECT 1 FROM rs_replicas p WHERE p.version_id = @version AND p.state < {ReplicaCode.Gone})
            """)
            .With("version", version).ExecuteAsync().ConfigureAwait(false);
        if (purged > 0)
        {
            await HistoryRows.AddAsync(session, version, HistoryEvent.Purged).ConfigureAwait(false);
        }

        var forgotten = await session.Sql("SELECT r.resource_id FROM rs_resources r JOIN rs_versions v ON v.resource_id = r.resource_id WHERE v.version_id = @version AND r.forget = 1")
            .With("version", version).NumberAsync().ConfigureAwait(false);
        if (forgotten is { } resourceId)
        {
            await KeyForgetting.RunAsync(session, resourceId).ConfigureAwait(false);
        }
    }
}
