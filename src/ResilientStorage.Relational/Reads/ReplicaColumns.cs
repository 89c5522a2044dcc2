using System.Data.Common;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>The columns that make a <see cref="Replica"/>; a query that has them names its replicas p and its stores s.</summary>
internal static class ReplicaColumns
{
    public const string Select = "p.store, p.object_key, p.state, p.epoch, p.etag, p.provider_version_id, p.reason";

    public const string StoreJoin = "LEFT JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store";

    /// <summary>Main first, then the backups in the order in which they were recorded.</summary>
    public const string Order = "s.role, s.position";

    public static Replica Map(DbDataReader row, int first) => new()
    {
        Store = row.GetString(first),
        ObjectKey = row.GetString(first + 1),
        State = (ReplicaState)row.Code(first + 2),
        Epoch = row.GetInt64(first + 3),
        ETag = row.TextOrNull(first + 4),
        ProviderVersionId = row.TextOrNull(first + 5),
        Reason = row.TextOrNull(first + 6),
    };
}
