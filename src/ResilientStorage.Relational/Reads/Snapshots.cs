using System.Data.Common;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Reads a version with its resource, alias, replicas and first block checksums in one statement: one row per replica.</summary>
internal static class Snapshots
{
    private const string From = $"""
        SELECT {ResourceColumns.Select}, v.state, v.epoch, v.block_size, v.blocks, {ReplicaColumns.Select}, s.role, s.position
        FROM rs_versions v
        JOIN rs_resources r ON r.resource_id = v.resource_id
        {ResourceColumns.AliasJoin}
        LEFT JOIN rs_replicas p ON p.version_id = v.version_id
        {ReplicaColumns.StoreJoin}
        """;

    /// <summary>Every read's only statement.</summary>
    internal const string FindLive = $"{From} WHERE r.instance = @instance AND r.key = @key AND v.state = {VersionCode.Live}";

    private const int Own = ResourceColumns.Count;
    private const int ReplicaAt = Own + 4;
    private const int OrderAt = ReplicaAt + 7;

    public static Task<ResourceSnapshot?> FindAsync(SqlSession session, VersionId version) =>
        ReadAsync(session.Sql($"{From} WHERE v.version_id = @version AND v.instance = @instance").With("version", version));

    public static Task<ResourceSnapshot?> FindLiveAsync(SqlSession session, string key) =>
        ReadAsync(session.Sql(FindLive).With("key", key));

    /// <summary>A version that readers of its resource may have: live, or superseded while another one is live.</summary>
    public static Task<ResourceSnapshot?> FindReadableAsync(SqlSession session, string key, VersionId version) =>
        ReadAsync(session.Sql($"""
            {From}
            WHERE v.version_id = @version AND r.instance = @instance AND r.key = @key AND (v.state = {VersionCode.Live}
                OR (v.state = {VersionCode.Deleted} AND v.end_kind = @superseded
                    AND EXISTS (SELECT 1 FROM rs_versions l WHERE l.resource_id = v.resource_id AND l.state = {VersionCode.Live})))
            """)
            .With("key", key).With("version", version).With("superseded", (long)VersionEnd.Superseded));

    private static async Task<ResourceSnapshot?> ReadAsync(SqlStatement statement)
    {
        ResourceSnapshot? snapshot = null;
        var replicas = new List<(long Role, long Position, Replica Replica)>(4);
        await statement.ListAsync(row =>
        {
            snapshot ??= Map(row);
            if (!row.IsDBNull(ReplicaAt))
            {
                replicas.Add((row.NumberOrNull(OrderAt) ?? long.MaxValue, row.NumberOrNull(OrderAt + 1) ?? long.MaxValue, ReplicaColumns.Map(row, ReplicaAt)));
            }

            return 0;
        }).ConfigureAwait(false);

        // Sorted here and not by the database, which would copy the checksums of every row to sort a handful.
        return snapshot is null ? null : snapshot with { Replicas = [.. replicas.OrderBy(static item => item.Role).ThenBy(static item => item.Position).Select(static item => item.Replica)] };
    }

    private static ResourceSnapshot Map(DbDataReader row) => new()
    {
        Resource = ResourceColumns.Map(row),
        State = (VersionState)row.Code(Own),
        Epoch = row.GetInt64(Own + 1),
        BlockSize = (int)(row.NumberOrNull(Own + 2) ?? 0),
        Blocks = row.BytesOrNull(Own + 3) is { } blocks ? new BlockChecksums(0, BlockBytes.Read(blocks)) : BlockChecksums.None,
        Replicas = [],
    };
}
