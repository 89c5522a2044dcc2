using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Uploads;

/// <summary>The replicas of a commit, by what the stores table says now: it may have changed since the intent.</summary>
internal static class CommittedReplicas
{
    public static async Task<List<StoreReplica>> PlanAsync(SqlSession session, UploadCommit commit)
    {
        var stores = await session.Sql("""
            SELECT s.name, s.state, p.state FROM rs_stores s LEFT JOIN rs_replicas p ON p.version_id = @version AND p.store = s.name
            WHERE s.instance = @instance ORDER BY s.name
            """)
            .With("version", commit.VersionId)
            .ListAsync(static row => new StoreReplica(row.GetString(0), (StoreState)row.Code(1), (ReplicaState?)row.NumberOrNull(2))).ConfigureAwait(false);
        var lacking = stores.Find(store => store.IsActive && store.Replica is not null && !commit.Replicas.Any(replica => replica.Store == store.Store));
        if (lacking is not null)
        {
            throw Conflict(commit, $"the store '{lacking.Store}' is active and holds no verified copy");
        }

        return commit.Replicas.FirstOrDefault(replica => !stores.Exists(store => store.Store == replica.Store && store.Replica is not null)) is { } unknown
            ? throw Conflict(commit, $"it has no replica in the store '{unknown.Store}'")
            : stores;
    }

    public static async Task WriteAsync(SqlSession session, UploadCommit commit, List<StoreReplica> stores, string objectKey)
    {
        foreach (var store in stores)
        {
            var committed = commit.Replicas.FirstOrDefault(replica => replica.Store == store.Store);
            if (store is { IsActive: true, Replica: not null })
            {
                await StoreAsync(session, commit.VersionId, committed!).ConfigureAwait(false);
            }
            else if (store.IsActive)
            {
                await AddPlannedAsync(session, commit.VersionId, store.Store, objectKey).ConfigureAwait(false);
            }
            else if (store.Replica == ReplicaState.Planned)
            {
                await LeaveAsync(session, commit.VersionId, store.Store, committed).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A store that is Active and was not part of the intent gets its copy by a repair.</summary>
    public static async Task AddPlannedAsync(SqlSession session, VersionId version, string store, string objectKey)
    {
        await session.Sql($"""
            INSERT INTO rs_replicas (version_id, store, instance, object_key, state, epoch) VALUES (@version, @store, @instance, @object, {ReplicaCode.Planned}, 1)
            """)
            .With("version", version).With("store", store).With("object", objectKey).ExecuteAsync().ConfigureAwait(false);
        await WorkRows.QueueAsync(session, WorkCode.Repair, version, store).ConfigureAwait(false);
    }

    private static LedgerException Conflict(UploadCommit commit, string why) =>
        new(LedgerErrorKind.Conflict, $"The upload of version {commit.VersionId} cannot be committed: {why}. Upload again.");

    private static Task<int> StoreAsync(SqlSession session, VersionId version, CommittedReplica replica) =>
        session.Sql($"""
            UPDATE rs_replicas SET state = {ReplicaCode.Stored}, epoch = epoch + 1, etag = @etag, provider_version_id = @provider_version,
                late_write_at = CASE WHEN @unknown = 1 THEN @now ELSE late_write_at END
            WHERE version_id = @version AND store = @store
            """)
            .With("version", version).With("store", replica.Store).With("etag", replica.Stored.ETag).With("provider_version", replica.Stored.ProviderVersionId)
            .With("unknown", replica.Stored.HadUnknownOutcome ? 1 : 0).ExecuteAsync();

    // A store that left the uploads meanwhile: what landed there goes when the version goes, or when the store is drained.
    private static async Task LeaveAsync(SqlSession session, VersionId version, string store, CommittedReplica? committed)
    {
        if (committed?.Stored.HadUnknownOutcome == true)
        {
            await session.Sql("UPDATE rs_replicas SET late_write_at = @now WHERE version_id = @version AND store = @store")
                .With("version", version).With("store", store).ExecuteAsync().ConfigureAwait(false);
        }

        await WorkRows.QueueAsync(session, WorkCode.Remove, version, store).ConfigureAwait(false);
    }
}
