using ResilientStorage.Ledger;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Invalidation;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Begins an erasure: every version ends, and every replica is to be removed now.</summary>
internal static class BeginPurge
{
    public static async Task<PurgePlan> RunAsync(SqlSession session, ResourcePurge purge)
    {
        ArgumentNullException.ThrowIfNull(purge);
        var resourceId = await ResourceRows.LockAsync(session, purge.Key).ConfigureAwait(false) ?? throw NeverUsed(purge.Key);
        var versions = await VersionsAsync(session, resourceId).ConfigureAwait(false);
        if (versions.Count == 0)
        {
            throw NeverUsed(purge.Key);
        }

        foreach (var version in versions)
        {
            await EndAsync(session, version).ConfigureAwait(false);
        }

        await MarkAsync(session, resourceId, purge.Invalidate).ConfigureAwait(false);
        await RemoveNowAsync(session, resourceId).ConfigureAwait(false);
        var aliases = await EndAliasesAsync(session, resourceId).ConfigureAwait(false);
        if (purge.ForgetKey)
        {
            await session.Sql("UPDATE rs_resources SET forget = 1 WHERE resource_id = @resource").With("resource", resourceId).ExecuteAsync().ConfigureAwait(false);
        }

        await KeyForgetting.RunAsync(session, resourceId).ConfigureAwait(false);
        return new PurgePlan { Versions = await AnswerAsync(session, versions).ConfigureAwait(false), Aliases = aliases };
    }

    private static Task<List<VersionRowState>> VersionsAsync(SqlSession session, long resourceId) =>
        session.Sql($"SELECT version_id, state FROM rs_versions WHERE resource_id = @resource ORDER BY version_id {session.Lock("rs_versions")}")
            .With("resource", resourceId).ListAsync(static row => new VersionRowState(row.Version(0), (VersionState)row.Code(1)));

    private static Task EndAsync(SqlSession session, VersionRowState version) => version.State switch
    {
        VersionState.Pending => FenceVersion.RunAsync(session, version.VersionId, VersionEnd.Purged, HistoryEvent.PurgeBegun),
        VersionState.Live => EndVersion.RunAsync(session, version.VersionId, VersionEnd.Purged, HistoryEvent.PurgeBegun, session.Now),
        VersionState.Deleted or VersionState.Failed => HistoryRows.AddAsync(session, version.VersionId, HistoryEvent.PurgeBegun),
        _ => Task.CompletedTask,
    };

    private static async Task MarkAsync(SqlSession session, long resourceId, bool invalidate)
    {
        if (invalidate)
        {
            // Nobody was told when they went: they were only replaced then.
            var gone = await session.Sql($"""
                SELECT p.store, p.object_key FROM rs_versions v
                JOIN rs_replicas p ON p.version_id = v.version_id JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store
                WHERE v.resource_id = @resource AND v.purged = 0 AND v.end_kind = @superseded AND s.role = {StoreCode.Main} AND p.state = {ReplicaCode.Removed}
                ORDER BY p.object_key
                """)
                .With("resource", resourceId).With("superseded", (long)VersionEnd.Superseded).ListAsync(static row => (Store: row.GetString(0), ObjectKey: row.GetString(1))).ConfigureAwait(false);
            foreach (var (store, objectKey) in gone)
            {
                await IntentRows.AddAsync(session, store, objectKey, isRemoval: true).ConfigureAwait(false);
            }
        }

        await session.Sql("UPDATE rs_versions SET purged = 1 WHERE resource_id = @resource").With("resource", resourceId).ExecuteAsync().ConfigureAwait(false);
    }

    private static async Task RemoveNowAsync(SqlSession session, long resourceId)
    {
        await session.Sql($"""
            UPDATE rs_replicas SET state = {ReplicaCode.Removing}, epoch = epoch + 1
            WHERE version_id IN (SELECT v.version_id FROM rs_versions v WHERE v.resource_id = @resource) AND state = {ReplicaCode.Abandoned}
            """)
            .With("resource", resourceId).ExecuteAsync().ConfigureAwait(false);

        // What waits only for writes that may land late has been removed once: it keeps its time.
        await session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT p.instance, {WorkCode.Remove}, p.version_id, p.store, @now FROM rs_versions v JOIN rs_replicas p ON p.version_id = v.version_id
            WHERE v.resource_id = @resource AND p.state < {ReplicaCode.Gone}
            ON CONFLICT (instance, kind, subject, store) DO UPDATE
                SET due_at = CASE WHEN rs_work.waits_late = 1 THEN rs_work.due_at ELSE excluded.due_at END, attempts = 0, dead = 0
            """)
            .With("resource", resourceId).ExecuteAsync().ConfigureAwait(false);
    }

    private static async Task<List<string>> EndAliasesAsync(SqlSession session, long resourceId)
    {
        await WorkRows.QueueAliasesAsync(session, resourceId).ConfigureAwait(false);
        await session.Sql("UPDATE rs_aliases SET wanted = 0 WHERE resource_id = @resource").With("resource", resourceId).ExecuteAsync().ConfigureAwait(false);
        return await session.Sql("SELECT alias_key FROM rs_aliases WHERE resource_id = @resource ORDER BY alias_key")
            .With("resource", resourceId).ListAsync(static row => row.GetString(0)).ConfigureAwait(false);
    }

    private static async Task<List<PurgedVersion>> AnswerAsync(SqlSession session, List<VersionRowState> versions)
    {
        var answers = new List<PurgedVersion>(versions.Count);
        foreach (var some in versions.Chunk(SqlList.MaxCount))
        {
            var ids = SqlList.Texts(some.Select(static version => version.VersionId));
            var states = await session.Sql($"SELECT version_id, state FROM rs_versions WHERE version_id IN ({SqlList.Names("id", ids.Count)}) ORDER BY version_id")
                .With("id", ids).ListAsync(static row => new VersionRowState(row.Version(0), (VersionState)row.Code(1))).ConfigureAwait(false);
            var replicas = await ListVersions.ReplicasAsync(session, ids).ConfigureAwait(false);
            answers.AddRange(states.Select(version => new PurgedVersion { VersionId = version.VersionId, State = version.State, Replicas = [.. replicas[version.VersionId]] }));
        }

        return answers;
    }

    private static ResourceNotFoundException NeverUsed(string key) => new(key, $"There is nothing to purge: the key '{key}' was never used.");
}
