using System.Data.Common;
using System.Runtime.CompilerServices;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Lists what may lie in a store, in the byte order of the object keys, page by page.</summary>
internal static class ScanStore
{
    private const int PageSize = 500;

    public static async IAsyncEnumerable<LedgerObject> RunAsync(
        SqlDatabase database, Func<string> instance, StoreScan scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The place after StartAfter: past every kind and every version at that key.
        var (key, kind, version) = (scan.StartAfter ?? "", scan.StartAfter is null ? -1L : long.MaxValue, "");
        while (true)
        {
            var (afterKey, afterKind, afterVersion) = (key, kind, version);
            var page = await database.ReadAsync(instance(), session => ReadPageAsync(session, scan.Store, afterKey, afterKind, afterVersion), cancellationToken).ConfigureAwait(false);
            foreach (var item in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            var last = page[^1];
            (key, kind, version) = (last.ObjectKey, (long)last.Kind, last.Kind == LedgerObjectKind.Replica ? last.VersionId.ToString()! : "");
        }
    }

    private static Task<List<LedgerObject>> ReadPageAsync(SqlSession session, string store, string key, long kind, string version) =>
        session.Sql($"""
            SELECT o.object_key, o.kind, r.key, o.version_id, o.version_state, o.replica_state, o.epoch, o.length FROM (
                SELECT * FROM (
                    SELECT p.object_key, 0 AS kind, p.version_id AS subject, v.resource_id, v.version_id, v.state AS version_state, p.state AS replica_state, p.epoch, v.length
                    FROM rs_replicas p JOIN rs_versions v ON v.version_id = p.version_id
                    WHERE p.instance = @instance AND p.store = @store AND p.state < {ReplicaCode.Gone} AND p.object_key >= @key
                        AND (p.object_key > @key OR @kind < 0 OR (@kind = 0 AND p.version_id > @version))
                    ORDER BY p.object_key, p.version_id LIMIT {PageSize}) p
                UNION ALL
                SELECT * FROM (
                    SELECT a.alias_key, 1, '', a.resource_id, l.version_id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 0, l.length
                    FROM rs_aliases a LEFT JOIN rs_versions l ON l.resource_id = a.resource_id AND l.state = {VersionCode.Live} AND a.wanted = 1
                    WHERE a.instance = @instance AND a.alias_key >= @key AND (a.alias_key > @key OR @kind < 1)
                        AND EXISTS (SELECT 1 FROM rs_stores s WHERE s.instance = @instance AND s.name = @store AND s.role = {StoreCode.Main})
                    ORDER BY a.alias_key LIMIT {PageSize}) a
            ) o JOIN rs_resources r ON r.resource_id = o.resource_id
            ORDER BY o.object_key, o.kind, o.subject LIMIT {PageSize}
            """)
            .With("store", store).With("key", key).With("kind", kind).With("version", version).ListAsync(Map);

    private static LedgerObject Map(DbDataReader row) => new()
    {
        ObjectKey = row.GetString(0),
        Kind = (LedgerObjectKind)row.Code(1),
        ResourceKey = row.GetString(2),
        VersionId = row.VersionOrNull(3),
        VersionState = (VersionState?)row.NumberOrNull(4),
        ReplicaState = (ReplicaState?)row.NumberOrNull(5),
        ReplicaEpoch = row.GetInt64(6),
        Length = row.NumberOrNull(7),
    };
}
