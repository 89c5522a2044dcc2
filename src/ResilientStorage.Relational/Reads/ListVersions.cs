using System.Data.Common;
using System.Runtime.CompilerServices;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Lists the versions of a resource, newest first, page by page; each page with its replicas and history is one state.</summary>
internal static class ListVersions
{
    private const int PageSize = 100;

    public static async IAsyncEnumerable<ResourceVersion> RunAsync(
        SqlDatabase database, Func<string> instance, VersionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResourceVersion? last = null;
        do
        {
            var page = await database.ReadSnapshotAsync(instance(), session => ReadPageAsync(session, query.Key, last), cancellationToken).ConfigureAwait(false);
            foreach (var version in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return version;
            }

            last = page.Count == PageSize ? page[^1] : null;
        }
        while (last is not null);
    }

    private static async Task<List<ResourceVersion>> ReadPageAsync(SqlSession session, string key, ResourceVersion? last)
    {
        var versions = await session.Sql($"""
            SELECT r.key, v.version_id, v.state, v.begun_at, v.created_at, v.ended_at, v.end_kind, v.length, v.sha256, v.content_type
            FROM rs_resources r JOIN rs_versions v ON v.resource_id = r.resource_id
            WHERE r.instance = @instance AND r.key = @key AND (@last IS NULL OR v.begun_at < @begun OR (v.begun_at = @begun AND v.version_id < @last))
            ORDER BY v.begun_at DESC, v.version_id DESC LIMIT {PageSize}
            """)
            .With("key", key).With("last", last?.VersionId.ToString()).With("begun", last?.BegunAt).ListAsync(Map).ConfigureAwait(false);
        if (versions.Count == 0)
        {
            return versions;
        }

        var ids = SqlList.Texts(versions.Select(static version => version.VersionId));
        var replicas = await ReplicasAsync(session, ids).ConfigureAwait(false);
        var history = await HistoryAsync(session, ids).ConfigureAwait(false);
        return [.. versions.Select(version => version with { Replicas = [.. replicas[version.VersionId]], History = [.. history[version.VersionId]] })];
    }

    /// <summary>The replicas of versions, in the order of the stores.</summary>
    public static async Task<ILookup<VersionId, Replica>> ReplicasAsync(SqlSession session, List<string> ids)
    {
        var rows = await session.Sql($"""
            SELECT p.version_id, {ReplicaColumns.Select} FROM rs_replicas p {ReplicaColumns.StoreJoin}
            WHERE p.version_id IN ({SqlList.Names("version", ids.Count)}) ORDER BY {ReplicaColumns.Order}
            """)
            .With("version", ids).ListAsync(static row => (Version: row.Version(0), Replica: ReplicaColumns.Map(row, 1))).ConfigureAwait(false);
        return rows.ToLookup(static row => row.Version, static row => row.Replica);
    }

    private static async Task<ILookup<VersionId, HistoryEntry>> HistoryAsync(SqlSession session, List<string> ids)
    {
        var rows = await session.Sql($"""
            SELECT version_id, at, event, store, reason FROM rs_history WHERE version_id IN ({SqlList.Names("version", ids.Count)}) ORDER BY history_id
            """)
            .With("version", ids)
            .ListAsync(static row => (Version: row.Version(0), Entry: new HistoryEntry(row.Time(1), (HistoryEvent)row.Code(2), row.TextOrNull(3), row.TextOrNull(4))))
            .ConfigureAwait(false);
        return rows.ToLookup(static row => row.Version, static row => row.Entry);
    }

    private static ResourceVersion Map(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        VersionId = row.Version(1),
        State = (VersionState)row.Code(2),
        BegunAt = row.Time(3),
        CreatedAt = row.TimeOrNull(4),
        EndedAt = row.TimeOrNull(5),
        End = (VersionEnd)row.Code(6),
        Length = row.NumberOrNull(7),
        Sha256 = row.TextOrNull(8),
        ContentType = row.GetString(9),
    };
}
