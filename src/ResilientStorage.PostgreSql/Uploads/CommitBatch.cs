using System.Data.Common;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>The batch that makes a version Live; it answers the resource, or nothing when the case is not the usual one.</summary>
internal static class CommitBatch
{
    private const string OfVersion = "SELECT v.resource_id FROM rs_versions v WHERE v.version_id = @version AND v.instance = @instance";

    private static readonly BatchText LockResource = new($"SELECT 1 FROM rs_resources WHERE resource_id = ({OfVersion}) FOR NO KEY UPDATE");

    private static readonly BatchText LockVersions = new($"""
        SELECT 1 FROM rs_versions WHERE resource_id = ({OfVersion}) AND (version_id = @version OR state = {VersionCode.Live}) ORDER BY version_id FOR NO KEY UPDATE
        """);

    // The answer to "is it the usual case" and the time are kept for the statements that follow, in settings that end with the transaction.
    private const string IsUsual = "current_setting('resilientstorage.usual', true) = @version";
    private const string Now = "current_setting('resilientstorage.now', true)::bigint";

    // What is not usual: a version that is not Pending with the epoch, conditions that no longer hold, an alias that is another's by now, stores that are not those of the intent.
    private static readonly BatchText Check = new($"""
        SELECT set_config('resilientstorage.now', ({PostgreSqlClock.Sql})::text, true), set_config('resilientstorage.usual', CASE WHEN EXISTS (
            SELECT 1 FROM rs_versions v LEFT JOIN rs_versions l ON l.resource_id = v.resource_id AND l.state = {VersionCode.Live}
            WHERE v.version_id = @version AND v.instance = @instance AND v.state = {VersionCode.Pending} AND v.epoch = @epoch
                AND (v.if_version IS NULL OR v.if_version = l.version_id) AND (v.if_exists <> @fail OR l.version_id IS NULL)
                AND NOT EXISTS (SELECT 1 FROM rs_aliases a
                    WHERE a.instance = @instance AND a.alias_key = v.publish_at AND a.wanted = 1 AND a.resource_id <> v.resource_id))
            AND (SELECT array_agg(s.name ORDER BY s.name) FROM rs_stores s WHERE s.instance = @instance AND s.state = {StoreCode.Active}) = @stores
            AND (SELECT array_agg(p.store ORDER BY p.store) FROM rs_replicas p WHERE p.version_id = @version) = @stores
            THEN @version ELSE '' END, true)
        """);

    private static readonly BatchText EndLive = new($"""
        WITH ended AS (
            UPDATE rs_versions SET state = {VersionCode.Deleted}, end_kind = @end, ended_at = {Now}, epoch = epoch + 1
            WHERE resource_id = ({OfVersion}) AND state = {VersionCode.Live} AND {IsUsual}
            RETURNING version_id, instance),
        removals AS (
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT p.instance, {WorkCode.Remove}, p.version_id, p.store, LEAST({Now} + @delay, @latest)
            FROM ended e JOIN rs_replicas p ON p.version_id = e.version_id WHERE p.state < {ReplicaCode.Gone}
            ON CONFLICT (instance, kind, subject, store) DO NOTHING),
        repairs AS (
            DELETE FROM rs_work w USING ended e
            WHERE w.instance = e.instance AND w.kind = {WorkCode.Repair} AND w.subject = e.version_id AND (w.lease_until IS NULL OR w.lease_until <= {Now}))
        INSERT INTO rs_history (version_id, at, event) SELECT e.version_id, {Now}, @event FROM ended e
        """);

    private static readonly BatchText MakeLive = new($"""
        WITH live AS (
            UPDATE rs_versions SET state = {VersionCode.Live}, epoch = epoch + 1, commit_epoch = @epoch, lease_until = NULL, created_at = {Now},
                length = @length, sha256 = @sha256, block_size = @block_size, blocks = @blocks
            WHERE version_id = @version AND {IsUsual}
            RETURNING version_id),
        stored AS (
            UPDATE rs_replicas SET state = {ReplicaCode.Stored}, epoch = rs_replicas.epoch + 1, etag = c.etag, provider_version_id = c.provider_version,
                late_write_at = CASE WHEN c.unknown THEN {Now} ELSE rs_replicas.late_write_at END
            FROM live, unnest(@stores, @etags, @provider_versions, @unknown) AS c (store, etag, provider_version, unknown)
            WHERE rs_replicas.version_id = live.version_id AND rs_replicas.store = c.store)
        INSERT INTO rs_history (version_id, at, event) SELECT live.version_id, {Now}, @event FROM live
        """);

    private static readonly BatchText AddChunk = new($"INSERT INTO rs_block_chunks (version_id, chunk, blocks) SELECT @version, @chunk, @blocks WHERE {IsUsual}");

    private const string AliasWork = "ON CONFLICT (instance, kind, subject, store) DO UPDATE SET due_at = excluded.due_at, attempts = 0";

    private static readonly BatchText EndAlias = new($"""
        WITH ended AS (
            UPDATE rs_aliases SET wanted = 0 FROM rs_versions v
            WHERE v.version_id = @version AND rs_aliases.resource_id = v.resource_id AND rs_aliases.wanted = 1 AND rs_aliases.alias_key <> v.publish_at AND {IsUsual}
            RETURNING rs_aliases.instance, rs_aliases.alias_key)
        INSERT INTO rs_work (instance, kind, subject, store, due_at) SELECT instance, {WorkCode.Alias}, alias_key, '', {Now} FROM ended {AliasWork}
        """);

    // Another resource may take the key at the same moment, under a lock of its own: then the division refuses the whole batch.
    private static readonly BatchText TakeAlias = new($"""
        WITH taken AS (
            INSERT INTO rs_aliases (instance, alias_key, resource_id, wanted)
            SELECT v.instance, v.publish_at, v.resource_id, 1 FROM rs_versions v WHERE v.version_id = @version AND v.publish_at <> '' AND {IsUsual}
            ON CONFLICT (instance, alias_key) DO UPDATE SET resource_id = excluded.resource_id, wanted = 1
                WHERE rs_aliases.wanted = 0 OR rs_aliases.resource_id = excluded.resource_id
            RETURNING alias_key)
        SELECT 1 / (SELECT COUNT(*) FROM taken) FROM rs_versions v WHERE v.version_id = @version AND v.publish_at <> '' AND {IsUsual}
        """);

    private static readonly BatchText QueueAlias = new($"""
        INSERT INTO rs_work (instance, kind, subject, store, due_at)
        SELECT a.instance, {WorkCode.Alias}, a.alias_key, '', {Now} FROM rs_aliases a WHERE a.resource_id = ({OfVersion}) AND a.wanted = 1 AND {IsUsual} {AliasWork}
        """);

    private static readonly BatchText Answer = new($"""
        SELECT 1 AS {BatchStatements.Answer}, {ResourceColumns.Select}
        FROM rs_versions v JOIN rs_resources r ON r.resource_id = v.resource_id {ResourceColumns.AliasJoin}
        WHERE v.version_id = @version AND v.state = {VersionCode.Live} AND {IsUsual}
        """);

    public static void Fill(BatchStatements batch, UploadCommit commit)
    {
        var replicas = commit.Replicas.OrderBy(static replica => replica.Store, Utf8ByteOrderComparer.Instance).ToList();
        var stores = replicas.ConvertAll(static replica => replica.Store).ToArray();
        batch.Add(LockResource);
        batch.Add(LockVersions);
        batch.Add(Check).With("epoch", commit.Epoch).With("fail", (long)IfExists.Fail).With("stores", stores);
        batch.Add(EndLive).With("end", (long)VersionEnd.Superseded).With("event", (long)HistoryEvent.Superseded)
            .With("delay", commit.SupersededRemovalDelay).With("latest", Microseconds.Latest);
        var blocks = commit.BlockChecksums;
        batch.Add(MakeLive).With("epoch", commit.Epoch).With("length", commit.Length).With("sha256", commit.Sha256).With("block_size", commit.BlockSize)
            .With("blocks", BlockBytes.Write(blocks.Span[..Math.Min(blocks.Length, BlockChecksums.MaxPerLoad)])).With("event", (long)HistoryEvent.Committed)
            .With("stores", stores).With("etags", [.. replicas.Select(static replica => replica.Stored.ETag)])
            .With("provider_versions", [.. replicas.Select(static replica => replica.Stored.ProviderVersionId)])
            .With("unknown", replicas.ConvertAll(static replica => replica.Stored.HadUnknownOutcome).ToArray());
        AddChunks(batch, blocks);
        batch.Add(EndAlias);
        batch.Add(TakeAlias);
        batch.Add(QueueAlias);
        batch.Add(Answer);
    }

    public static Resource MapAnswer(DbDataReader row) => ResourceColumns.Map(row, 1);

    private static void AddChunks(BatchStatements batch, ReadOnlyMemory<uint> blocks)
    {
        for (var chunk = 1; chunk * BlockChecksums.MaxPerLoad < blocks.Length; chunk++)
        {
            var from = chunk * BlockChecksums.MaxPerLoad;
            var values = blocks.Slice(from, Math.Min(BlockChecksums.MaxPerLoad, blocks.Length - from));
            batch.Add(AddChunk).With("chunk", chunk).With("blocks", BlockBytes.Write(values.Span));
        }
    }
}
