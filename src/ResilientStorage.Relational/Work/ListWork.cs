using System.Data.Common;
using System.Runtime.CompilerServices;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Lists work, oldest due time first, page by page.</summary>
internal static class ListWork
{
    private const int PageSize = 500;

    private const string From = $"""
        SELECT w.work_id, w.kind, r.key, w.subject, COALESCE(m.name, w.store), COALESCE(p.object_key, w.subject), v.end_kind, w.dead, w.attempts,
            w.due_at, w.told_at, w.unreachable_at, w.reason, w.failed_at
        FROM rs_work w
        LEFT JOIN rs_versions v ON v.version_id = w.subject AND w.kind <> {WorkCode.Alias}
        LEFT JOIN rs_replicas p ON p.version_id = w.subject AND p.store = w.store AND w.kind <> {WorkCode.Alias}
        LEFT JOIN rs_aliases a ON a.instance = w.instance AND a.alias_key = w.subject AND w.kind = {WorkCode.Alias}
        LEFT JOIN rs_stores m ON m.instance = w.instance AND m.role = {StoreCode.Main} AND w.kind = {WorkCode.Alias}
        JOIN rs_resources r ON r.resource_id = COALESCE(v.resource_id, a.resource_id)
        """;

    public static async IAsyncEnumerable<WorkRecord> RunAsync(
        SqlDatabase database, Func<string> instance, WorkQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var versions = query.VersionIds is null ? null : SqlList.Texts(query.VersionIds);
        WorkRecord? last = null;
        while (left > 0 && versions is not { Count: 0 })
        {
            var size = Math.Min(left, PageSize);
            var page = await database.ReadSnapshotAsync(instance(), session => ReadPageAsync(session, query, versions, last, size), cancellationToken).ConfigureAwait(false);
            foreach (var work in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return work;
            }

            left = page.Count < size ? 0 : left - size;
            last = page.Count == 0 ? null : page[^1];
        }
    }

    private static Task<List<WorkRecord>> ReadPageAsync(SqlSession session, WorkQuery query, List<string>? versions, WorkRecord? last, int size) =>
        session.Sql($"""
            {From}
            WHERE w.instance = @instance {Conditions(query, versions)}
                {(last is null ? "" : "AND (w.due_at > @due OR (w.due_at = @due AND w.work_id > @work))")}
            ORDER BY w.due_at, w.work_id LIMIT {size}
            """)
            .With("kind", (long?)query.Kind).With("dead", query.Dead == true ? 1 : 0)
            .With("told", query.NotToldFor is { } span ? session.Now - Microseconds.Of(span) : null)
            .With("version", versions ?? []).With("due", last?.DueAt).With("work", last?.WorkId).ListAsync(Map);

    private static string Conditions(WorkQuery query, List<string>? versions) => string.Join(
        ' ',
        query.Kind is null ? "" : "AND w.kind = @kind",
        query.Dead is null ? "" : "AND w.dead = @dead",
        query.DueOnly ? "AND w.dead = 0 AND w.due_at <= @now AND (w.lease_until IS NULL OR w.lease_until <= @now)" : "",
        query.NotToldFor is null ? "" : $"AND w.kind = {WorkCode.Remove} AND (w.told_at IS NULL OR w.told_at <= @told)",
        query.QueueUnreachableOnly ? "AND w.unreachable_at IS NOT NULL" : "",
        versions is null ? "" : $"AND w.kind <> {WorkCode.Alias} AND w.subject IN ({SqlList.Names("version", versions.Count)})");

    private static WorkRecord Map(DbDataReader row)
    {
        var kind = (WorkKind)row.Code(1);
        return new WorkRecord
        {
            WorkId = row.GetInt64(0),
            Kind = kind,
            ResourceKey = row.GetString(2),
            VersionId = kind == WorkKind.Alias ? null : row.Version(3),
            Store = row.GetString(4),
            ObjectKey = row.GetString(5),
            VersionEnd = kind == WorkKind.Remove ? (VersionEnd)row.Code(6) : VersionEnd.None,
            IsDead = row.Flag(7),
            Attempts = row.Code(8),
            DueAt = row.Time(9),
            ToldAt = row.TimeOrNull(10),
            QueueUnreachableAt = row.TimeOrNull(11),
            Reason = row.TextOrNull(12),
            FailedAt = row.TimeOrNull(13),
        };
    }
}
