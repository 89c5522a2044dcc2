using System.Runtime.CompilerServices;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Lists resources page by page, rolling keys up below a common prefix.</summary>
internal static class ListResources
{
    private const int PageSize = 256;

    private const string Deleted = $"""
        OR (v.state = {VersionCode.Deleted}
            AND NOT EXISTS (SELECT 1 FROM rs_versions l WHERE l.resource_id = r.resource_id AND l.state = {VersionCode.Live})
            AND v.version_id = ({LastDeletedVersion.OfResource}))
        """;

    public static async IAsyncEnumerable<Resource> RunAsync(
        SqlDatabase database, Func<string> instance, ResourceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var (seek, last) = (query.StartAfter ?? "", query.StartAfter);
        while (left > 0)
        {
            var page = await database.ReadAsync(instance(), session => ReadPageAsync(session, query, seek), cancellationToken).ConfigureAwait(false);
            foreach (var resource in page.TakeWhile(resource => resource.Key.StartsWith(query.Prefix, StringComparison.Ordinal)))
            {
                var entry = RollUp(resource, query);
                if (last is not null && Utf8ByteOrderComparer.Instance.Compare(entry.Key, last) <= 0)
                {
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                last = entry.Key;
                yield return entry;
                if (--left == 0)
                {
                    yield break;
                }
            }

            if (page.Count < PageSize || !page[^1].Key.StartsWith(query.Prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            var tail = RollUp(page[^1], query);
            seek = tail.IsPrefix ? Greater(tail.Key + KeyOrder.Last, page[^1].Key) : tail.Key;
        }
    }

    private static Task<List<Resource>> ReadPageAsync(SqlSession session, ResourceQuery query, string after) =>
        session.Sql($"""
            SELECT {ResourceColumns.Select}
            FROM rs_resources r JOIN rs_versions v ON v.resource_id = r.resource_id {ResourceColumns.AliasJoin}
            WHERE r.instance = @instance AND r.key > @after AND r.key >= @prefix AND (v.state = {VersionCode.Live} {(query.IncludeDeleted ? Deleted : "")})
            ORDER BY r.key LIMIT {PageSize}
            """)
            .With("after", after).With("prefix", query.Prefix).ListAsync(ResourceColumns.Map);

    private static Resource RollUp(Resource resource, ResourceQuery query)
    {
        var at = string.IsNullOrEmpty(query.Delimiter) ? -1 : resource.Key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return at < 0
            ? resource
            : new Resource { Key = resource.Key[..(at + query.Delimiter!.Length)], VersionId = default, Length = 0, Sha256 = "", CreatedAt = default, IsPrefix = true };
    }

    private static string Greater(string left, string right) => Utf8ByteOrderComparer.Instance.Compare(left, right) > 0 ? left : right;
}
