using ResilientStorage.Ledger;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Makes a Deleted version Live again.</summary>
internal static class RestoreResource
{
    public static async Task<Resource> RunAsync(SqlSession session, ResourceRestore restore)
    {
        ArgumentNullException.ThrowIfNull(restore);
        var resourceId = await ResourceRows.LockAsync(session, restore.Key).ConfigureAwait(false) ?? throw NotFound(restore);
        var open = await ResourceRows.OpenVersionsAsync(session, resourceId).ConfigureAwait(false);
        if (open.Find(static version => version.State == VersionState.Live) is { } live)
        {
            throw new ResourceAlreadyExistsException(restore.Key, $"The resource '{restore.Key}' is live: delete it before another version is restored.") { LiveVersion = live.VersionId };
        }

        var version = restore.VersionId is { } named
            ? await LastDeletedVersion.FindAsync(session, resourceId, named).ConfigureAwait(false)
            : await LastDeletedVersion.FindAsync(session, resourceId).ConfigureAwait(false);
        if (version?.State != VersionState.Deleted)
        {
            throw NotFound(restore);
        }

        ThrowIfBytesAreGone(restore.Key, version.VersionId, await StoredReplicasAsync(session, version.VersionId).ConfigureAwait(false));
        await MakeLiveAsync(session, version.VersionId).ConfigureAwait(false);
        await WorkRows.QueueAliasesAsync(session, resourceId).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, version.VersionId, HistoryEvent.Restored).ConfigureAwait(false);
        return (await Snapshots.FindAsync(session, version.VersionId).ConfigureAwait(false))!.Resource;
    }

    private static Task<List<StoreReplica>> StoredReplicasAsync(SqlSession session, VersionId version) =>
        session.Sql($"""
            SELECT p.store, s.state, p.state FROM rs_versions v
            JOIN rs_replicas p ON p.version_id = v.version_id JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store
            WHERE v.version_id = @version ORDER BY {ReplicaColumns.Order} {session.Lock("v, p")}
            """)
            .With("version", version).ListAsync(static row => new StoreReplica(row.GetString(0), (StoreState)row.Code(1), (ReplicaState?)row.NumberOrNull(2)));

    private static void ThrowIfBytesAreGone(string key, VersionId version, List<StoreReplica> replicas)
    {
        if (replicas.Find(static replica => replica is { IsActive: true, Replica: ReplicaState.Removing or ReplicaState.Removed or ReplicaState.Abandoned }) is { } leaving)
        {
            throw new ResourceUnavailableException(key, $"Version {version} of '{key}' cannot be restored: its copy in the store '{leaving.Store}' is {leaving.Replica}.");
        }

        if (!replicas.Exists(static replica => replica is { IsActive: true, Replica: ReplicaState.Stored }))
        {
            var states = string.Join(", ", replicas.Select(static replica => $"'{replica.Store}' {replica.Replica}"));
            throw new ResourceUnavailableException(key, $"Version {version} of '{key}' cannot be restored: no active store is known to hold its bytes ({states}).");
        }
    }

    private static async Task MakeLiveAsync(SqlSession session, VersionId version)
    {
        await session.Sql($"UPDATE rs_versions SET state = {VersionCode.Live}, end_kind = 0, ended_at = NULL, purged = 0, epoch = epoch + 1 WHERE version_id = @version")
            .With("version", version).ExecuteAsync().ConfigureAwait(false);

        // A removal that has begun, in a store that is no longer active, goes on.
        await session.Sql($"""
            DELETE FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Remove} AND subject = @version
                AND NOT EXISTS (SELECT 1 FROM rs_replicas p WHERE p.version_id = @version AND p.store = rs_work.store AND p.state = {ReplicaCode.Removing})
            """)
            .With("version", version).ExecuteAsync().ConfigureAwait(false);
        await session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT p.instance, {WorkCode.Repair}, p.version_id, p.store, @now FROM rs_replicas p
            JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store AND s.state = {StoreCode.Active}
            WHERE p.version_id = @version AND {NeedOfRepair.Condition}
            ON CONFLICT (instance, kind, subject, store) DO NOTHING
            """)
            .With("version", version).ExecuteAsync().ConfigureAwait(false);
    }

    private static ResourceNotFoundException NotFound(ResourceRestore restore) =>
        new(restore.Key, $"There is no deleted version of '{restore.Key}' to restore{(restore.VersionId is { } version ? $" with the id {version}" : "")}.");
}
