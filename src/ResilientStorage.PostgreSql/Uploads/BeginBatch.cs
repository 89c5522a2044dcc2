using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>The batch that records an intent; it answers the names of the stores, or nothing when the case is not the usual one.</summary>
internal static class BeginBatch
{
    private static readonly BatchText LockResource = new("""
        INSERT INTO rs_resources (instance, key) VALUES (@instance, @key) ON CONFLICT (instance, key) DO UPDATE SET key = excluded.key
        """);

    private const string OfActiveStores = $"s.instance = @instance AND s.state = {StoreCode.Active}";

    // What is not usual: a version id or idempotency key that is known, an upload to fence, a live version or upload that is in the way, an alias of another, no store.
    private const string IsUsual = $"""
        NOT EXISTS (SELECT 1 FROM rs_versions o WHERE o.version_id = @version)
        AND NOT EXISTS (SELECT 1 FROM rs_versions o
            WHERE o.instance = @instance AND o.idempotency_key = @idempotency AND o.idempotency_key IS NOT NULL AND o.state < {VersionCode.Failed})
        AND NOT EXISTS (SELECT 1 FROM rs_versions o
            WHERE o.resource_id = r.resource_id AND o.state = {VersionCode.Pending} AND (@fails OR o.lease_until <= c.now))
        AND NOT EXISTS (SELECT 1 FROM rs_versions o WHERE o.resource_id = r.resource_id AND o.state = {VersionCode.Live} AND @fails)
        AND (@if_version IS NULL OR EXISTS (SELECT 1 FROM rs_versions o
            WHERE o.resource_id = r.resource_id AND o.state = {VersionCode.Live} AND o.version_id = @if_version))
        AND NOT EXISTS (SELECT 1 FROM rs_aliases a
            WHERE a.instance = @instance AND a.alias_key = @publish AND a.wanted = 1 AND a.resource_id <> r.resource_id)
        AND EXISTS (SELECT 1 FROM rs_stores s WHERE {OfActiveStores})
        """;

    private static readonly BatchText Record = new($"""
        WITH c AS MATERIALIZED (SELECT {PostgreSqlClock.Sql} AS now),
        v AS (
            INSERT INTO rs_versions (version_id, instance, resource_id, state, epoch, begun_at, lease_until, object_key, content_type, metadata,
                cache_control, access, idempotency_key, if_exists, if_version, publish_at)
            SELECT @version, @instance, r.resource_id, {VersionCode.Pending}, 1, c.now, LEAST(c.now + @lease, @latest), @object, @type, @metadata,
                @cache, @access, @idempotency, @if_exists, @if_version, @publish
            FROM rs_resources r CROSS JOIN c
            WHERE r.instance = @instance AND r.key = @key AND {IsUsual}
            RETURNING version_id),
        p AS (
            INSERT INTO rs_replicas (version_id, store, instance, object_key, state, epoch)
            SELECT v.version_id, s.name, @instance, @object, {ReplicaCode.Planned}, 1 FROM v CROSS JOIN rs_stores s WHERE {OfActiveStores}),
        h AS (
            INSERT INTO rs_history (version_id, at, event) SELECT v.version_id, c.now, @event FROM v CROSS JOIN c)
        SELECT s.name AS {BatchStatements.Answer} FROM v CROSS JOIN rs_stores s WHERE {OfActiveStores} ORDER BY s.role, s.position
        """);

    public static void Fill(BatchStatements batch, NewVersion version)
    {
        batch.Add(LockResource).With("key", version.Key);
        batch.Add(Record)
            .With("key", version.Key).With("fails", version.IfExists == IfExists.Fail).With("object", version.ObjectKey).With("lease", version.Lease).With("latest", Microseconds.Latest)
            .With("type", version.ContentType).With("metadata", MetadataJson.Write(version.Metadata)).With("cache", version.CachePolicy?.CacheControl)
            .With("access", (long)version.Access).With("idempotency", version.IdempotencyKey).With("if_exists", (long)version.IfExists)
            .With("if_version", version.IfVersion?.ToString()).With("publish", version.PublishAt is { } publish ? publish.ObjectKey ?? "" : null)
            .With("event", (long)HistoryEvent.Begun);
    }
}
