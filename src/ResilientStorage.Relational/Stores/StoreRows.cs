using System.Data.Common;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Stores;

namespace ResilientStorage.Relational.Stores;

/// <summary>Reads the stores table.</summary>
internal static class StoreRows
{
    private const string Select = "SELECT s.name, s.role, s.state, s.kind, s.endpoint, s.bucket, s.prefix, s.marker_id, s.repairs_stopped_at FROM rs_stores s";

    /// <summary>Keeps others from recording or moving stores, of any instance, until the transaction ends.</summary>
    public static async Task LockAllAsync(SqlSession session)
    {
        if (session.Dialect.LocksRows)
        {
            await session.Sql($"SELECT id FROM rs_meta {session.Lock("rs_meta")}").NumberAsync().ConfigureAwait(false);
        }
    }

    /// <summary>All stores of the instance: main first, then the backups in the order in which they were recorded.</summary>
    public static Task<List<StoreRecord>> ListAsync(SqlSession session) =>
        session.Sql($"{Select} WHERE s.instance = @instance ORDER BY s.role, s.position").ListAsync(Map);

    public static async Task<StoreRecord> FindAsync(SqlSession session, string name) =>
        await session.Sql($"{Select} WHERE s.instance = @instance AND s.name = @name {session.Lock("s")}").With("name", name).FirstAsync(Map).ConfigureAwait(false)
        ?? throw new LedgerException(
            LedgerErrorKind.Configuration,
            $"The ledger knows no store '{name}' of the instance '{session.Instance}'. Check the name, or open the ledger with the store configured.");

    public static Task<List<RecordedPlace>> PlacesAsync(SqlSession session) =>
        session.Sql("SELECT instance, name, kind, endpoint, bucket, prefix FROM rs_stores")
            .ListAsync(static row => new RecordedPlace(row.GetString(0), row.GetString(1), Place(row, 2)));

    private static StoreRecord Map(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        Role = (StoreRole)row.Code(1),
        State = (StoreState)row.Code(2),
        Place = Place(row, 3),
        MarkerId = row.TextOrNull(7) is { } marker ? Guid.ParseExact(marker, "D") : null,
        RepairsStoppedAt = row.TimeOrNull(8),
    };

    private static StorePlace Place(DbDataReader row, int column) =>
        new(row.GetString(column), row.GetString(column + 1), row.GetString(column + 2), row.GetString(column + 3));
}
