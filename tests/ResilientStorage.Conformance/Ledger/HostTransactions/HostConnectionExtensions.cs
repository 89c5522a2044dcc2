using System.Data.Common;
using System.Globalization;

namespace ResilientStorage.Conformance;

/// <summary>What the host itself does in its transaction.</summary>
internal static class HostConnectionExtensions
{
    public static Task InsertPhotoAsync(this DbTransaction transaction, string name) =>
        RunAsync(transaction.Connection!, transaction, $"INSERT INTO photos (name) VALUES ('{name}')", static command => command.ExecuteNonQueryAsync());

    public static async Task<int> CountPhotosAsync(this DbConnection connection) =>
        Convert.ToInt32(await RunAsync(connection, null, "SELECT COUNT(*) FROM photos", static command => command.ExecuteScalarAsync()), CultureInfo.InvariantCulture);

    private static async Task<T> RunAsync<T>(DbConnection connection, DbTransaction? transaction, string sql, Func<DbCommand, Task<T>> run)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return await run(command);
    }
}
