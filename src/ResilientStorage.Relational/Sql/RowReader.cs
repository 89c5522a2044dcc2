using System.Data.Common;

namespace ResilientStorage.Relational.Sql;

/// <summary>Reads columns as the library's values.</summary>
internal static class RowReader
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static bool Flag(this DbDataReader row, int column) => row.GetInt64(column) != 0;

    public static int Code(this DbDataReader row, int column) => checked((int)row.GetInt64(column));

    public static VersionId Version(this DbDataReader row, int column) => VersionId.Parse(row.GetString(column));

    public static VersionId? VersionOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Version(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => Microseconds.ToTime(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
