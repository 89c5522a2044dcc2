using System.Data.Common;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>The columns that make a <see cref="Resource"/>; a query that begins with them names its tables r (resources), v (versions) and a (the wanted alias).</summary>
internal static class ResourceColumns
{
    public const string Select = """
        r.key, v.version_id, v.length, v.sha256, COALESCE(v.created_at, v.begun_at), v.content_type, v.metadata, v.cache_control, v.access,
            v.object_key, a.alias_key, v.ended_at
        """;

    public const string AliasJoin = "LEFT JOIN rs_aliases a ON a.resource_id = r.resource_id AND a.wanted = 1";

    public const int Count = 12;

    public static Resource Map(DbDataReader row) => Map(row, 0);

    public static Resource Map(DbDataReader row, int first) => new()
    {
        Key = row.GetString(first),
        VersionId = row.Version(first + 1),
        Length = row.NumberOrNull(first + 2) ?? 0,
        Sha256 = row.TextOrNull(first + 3) ?? "",
        CreatedAt = row.Time(first + 4),
        ContentType = row.GetString(first + 5),
        Metadata = MetadataJson.Read(row.TextOrNull(first + 6)),
        CachePolicy = row.TextOrNull(first + 7) is { } cache ? new CachePolicy(cache) : null,
        Access = (ResourceAccess)row.Code(first + 8),
        ObjectKey = row.GetString(first + 9),
        PublishedAt = row.TextOrNull(first + 10),
        DeletedAt = row.TimeOrNull(first + 11),
    };
}
