using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>Sets something on the one connection that lies in the pool, and throws the connection away in the end.</summary>
internal sealed class PooledSetting : IDisposable
{
    private readonly string _connectionString;

    public PooledSetting(string connectionString, string pragma)
    {
        _connectionString = connectionString;
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        LedgerFile.Run(connection, pragma);
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
