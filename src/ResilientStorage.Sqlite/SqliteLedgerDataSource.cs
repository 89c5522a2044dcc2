using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite;

/// <summary>
/// Opens connections with the settings that the ledger's promises rest on. They are set on every open: the driver pools native connections by their connection string,
/// and others in the process may use the same one.
/// </summary>
internal sealed class SqliteLedgerDataSource(string connectionString) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }

    protected override DbConnection OpenDbConnection()
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(connectionString);
            connection.Open();
            SqliteDialect.Configure(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (SqliteErrorMapper.MapMissingLibrary(e) is { } mapped)
            {
                throw mapped;
            }

            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseIdle();
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        CloseIdle();
        return base.DisposeAsyncCore();
    }

    // Pooled connections keep the file open, and on Windows undeletable.
    private void CloseIdle()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
