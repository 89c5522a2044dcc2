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

    public static Resource Map(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        VersionId = row.Version(1),
        Length = row.NumberOrNull(2) ?? 0,
        Sha256 = row.TextOrNull(3) ?? "",
        CreatedAt = row.Time(4),
        ContentType = row.GetString(5),
        Metadata = MetadataJson.Read(row.TextOrNull(6)),
        CachePolicy = row.TextOrNull(7) is { } cache ? new CachePolicy(cache) : null,
        Access = (ResourceAccess)row.Code(8),
        ObjectKey = row.GetString(9),
        PublishedAt = row.TextOrNull(10),
        DeletedAt = row.TimeOrNull(11),
    };
}
