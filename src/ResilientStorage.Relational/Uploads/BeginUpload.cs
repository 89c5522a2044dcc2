using ResilientStorage.Ledger;
using ResilientStorage.Relational.Aliases;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Records the intent of an upload.</summary>
internal static class BeginUpload
{
    /// <summary>Records the intent.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="version">The intent.</param>
    /// <param name="mayBeRecorded">Whether an attempt before this one may have recorded it, unseen: then what is there is the answer.</param>
    /// <returns>The intent, or a refusal.</returns>
    public static async Task<BeginOutcome> RunAsync(SqlSession session, NewVersion version, bool mayBeRecorded)
    {
        if (mayBeRecorded && await FindRecordedAsync(session, version).ConfigureAwait(false) is { Count: > 0 } recorded)
        {
            session.Abandon();
            return new BeginOutcome(new UploadIntent { Epoch = 1, Stores = recorded }, null);
        }

        var holder = await FindHolderAsync(session, version).ConfigureAwait(false);
        if (holder is { IsPending: false })
        {
            var existing = await Snapshots.FindAsync(session, holder.VersionId).ConfigureAwait(false);
            return new BeginOutcome(new UploadIntent { Epoch = 0, Stores = [], Existing = existing!.Resource }, null);
        }

        if (holder?.HasLease(session.Now) == true)
        {
            session.Abandon();
            return Refuse(new ResourceAlreadyExistsException(version.Key, $"An upload with the idempotency key '{version.IdempotencyKey}' is under way: wait for it, or retry later."));
        }

        var fenced = new List<VersionId>();
        var resourceId = await LockAsync(session, version.Key, holder, fenced).ConfigureAwait(false);
        var open = await ResourceRows.OpenVersionsAsync(session, resourceId).ConfigureAwait(false);
        foreach (var pending in open.Where(other => other.IsPending && !other.HasLease(session.Now)))
        {
            await FenceAsync(session, pending.VersionId, fenced).ConfigureAwait(false);
        }

        if (await FindRefusalAsync(session, version, resourceId, open).ConfigureAwait(false) is { } refusal)
        {
            if (fenced.Count == 0)
            {
                session.Abandon();
            }

            return Refuse(refusal);
        }

        await InsertAsync(session, version, resourceId).ConfigureAwait(false);
        var stores = await PlanReplicasAsync(session, version).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, version.VersionId, HistoryEvent.Begun).ConfigureAwait(false);
        return new BeginOutcome(new UploadIntent { Epoch = 1, Stores = stores, Fenced = [.. fenced.Order()] }, null);
    }

    private static Task<List<string>> FindRecordedAsync(SqlSession session, NewVersion version) =>
        session.Sql($"""
            SELECT p.store FROM rs_versions v
            JOIN rs_replicas p ON p.version_id = v.version_id JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store
            WHERE v.version_id = @version AND v.instance = @instance AND v.state = {VersionCode.Pending} AND v.epoch = 1 AND v.object_key = @object
            ORDER BY s.role, s.position
            """)
            .With("version", version.VersionId).With("object", version.ObjectKey).ListAsync(static row => row.GetString(0));

    // One query for both questions: is the id new, and who holds the idempotency key.
    private static async Task<OpenVersion?> FindHolderAsync(SqlSession session, NewVersion version)
    {
        var known = await session.Sql($"""
            SELECT version_id, state, lease_until FROM rs_versions WHERE version_id = @version
            UNION ALL
            SELECT version_id, state, lease_until FROM rs_versions
            WHERE instance = @instance AND idempotency_key = @idempotency AND idempotency_key IS NOT NULL AND state < {VersionCode.Failed}
            """)
            .With("version", version.VersionId).With("idempotency", version.IdempotencyKey)
            .ListAsync(static row => new OpenVersion(row.Version(0), (VersionState)row.Code(1), row.NumberOrNull(2))).ConfigureAwait(false);
        return known.Exists(other => other.VersionId == version.VersionId)
            ? throw new LedgerException(LedgerErrorKind.Conflict, $"The version {version.VersionId} is recorded already: an intent takes a new id.")
            : known.FirstOrDefault();
    }

    // The expired holder of the idempotency key may belong to another resource: both are locked in the order of their keys.
    private static async Task<long> LockAsync(SqlSession session, string key, OpenVersion? holder, List<VersionId> fenced)
    {
        if (holder is null)
        {
            return await ResourceRows.LockOrAddAsync(session, key).ConfigureAwait(false);
        }

        var other = await session.Sql("SELECT r.key FROM rs_resources r JOIN rs_versions v ON v.resource_id = r.resource_id WHERE v.version_id = @version")
            .With("version", holder.VersionId).FirstAsync(static row => row.GetString(0)).ConfigureAwait(false);
        if (other is not null && Utf8ByteOrderComparer.Instance.Compare(other, key) < 0)
        {
            await ResourceRows.LockAsync(session, other).ConfigureAwait(false);
        }

        var resourceId = await ResourceRows.LockOrAddAsync(session, key).ConfigureAwait(false);
        if (other is not null && Utf8ByteOrderComparer.Instance.Compare(other, key) > 0)
        {
            await ResourceRows.LockAsync(session, other).ConfigureAwait(false);
        }

        await FenceAsync(session, holder.VersionId, fenced).ConfigureAwait(false);
        return resourceId;
    }

    private static async Task FenceAsync(SqlSession session, VersionId version, List<VersionId> fenced)
    {
        if (await FenceVersion.RunAsync(session, version).ConfigureAwait(false))
        {
            fenced.Add(version);
        }
    }

    private static async Task<ResilientStorageException?> FindRefusalAsync(SqlSession session, NewVersion version, long resourceId, List<OpenVersion> open)
    {
        var live = open.Find(static other => other.State == VersionState.Live);
        if (version.IfVersion is { } expected && live?.VersionId != expected)
        {
            return live is null ? new ResourceNotFoundException(version.Key) : UploadConditions.OtherIsLive(version.Key, expected, live.VersionId);
        }

        if (version.IfExists == IfExists.Fail)
        {
            if (live is not null)
            {
                return new ResourceAlreadyExistsException(version.Key) { LiveVersion = live.VersionId };
            }

            if (open.Exists(other => other.IsPending && other.HasLease(session.Now)))
            {
                return new ResourceAlreadyExistsException(version.Key, $"Another upload of '{version.Key}' is under way. Wait for it, or upload with IfExists = Replace.");
            }
        }

        return version.PublishAt?.ObjectKey is { } alias
            ? await AliasRows.FindOtherOwnerAsync(session, version.Key, resourceId, alias).ConfigureAwait(false)
            : null;
    }

    private static Task<int> InsertAsync(SqlSession session, NewVersion version, long resourceId) =>
        session.Sql($"""
            INSERT INTO rs_versions (version_id, instance, resource_id, state, epoch, begun_at, lease_until, object_key, content_type, metadata,
                cache_control, access, idempotency_key, if_exists, if_version, publish_at)
            VALUES (@version, @instance, @resource, {VersionCode.Pending}, 1, @now, @lease, @object, @type, @metadata,
                @cache, @access, @idempotency, @if_exists, @if_version, @publish)
            """)
            .With("version", version.VersionId).With("resource", resourceId).With("lease", session.After(version.Lease)).With("object", version.ObjectKey)
            .With("type", version.ContentType).With("metadata", MetadataJson.Write(version.Metadata)).With("cache", version.CachePolicy?.CacheControl)
            .With("access", (long)version.Access).With("idempotency", version.IdempotencyKey).With("if_exists", (long)version.IfExists)
            .With("if_version", version.IfVersion?.ToString()).With("publish", version.PublishAt is { } publish ? publish.ObjectKey ?? "" : null)
            .ExecuteAsync();

    private static async Task<List<string>> PlanReplicasAsync(SqlSession session, NewVersion version)
    {
        await session.Sql($"""
            INSERT INTO rs_replicas (version_id, store, instance, object_key, state, epoch)
            SELECT @version, name, instance, @object, {ReplicaCode.Planned}, 1 FROM rs_stores WHERE instance = @instance AND state = {StoreCode.Active}
            """)
            .With("version", version.VersionId).With("object", version.ObjectKey).ExecuteAsync().ConfigureAwait(false);
        return await session.Sql($"SELECT name FROM rs_stores WHERE instance = @instance AND state = {StoreCode.Active} ORDER BY role, position")
            .ListAsync(static row => row.GetString(0)).ConfigureAwait(false) is { Count: > 0 } stores
            ? stores
            : throw new LedgerException(LedgerErrorKind.Configuration, $"The instance '{session.Instance}' has no Active store: make one active before uploading.");
    }

    private static BeginOutcome Refuse(ResilientStorageException error) => new(null, error);
}
