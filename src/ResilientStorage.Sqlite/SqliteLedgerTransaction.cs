using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ResilientStorage.Sqlite;

/// <summary>
/// A transaction begun past the driver, whose own waiting for the write lock blocks the thread in steps of 150 ms. Here the wait is asynchronous, in steps of a few milliseconds of real time:
/// what is waited for is another process, not the ledger's clock.
/// </summary>
internal sealed class SqliteLedgerTransaction : DbTransaction
{
    private const int Busy = 5;
    private const int MaxStepMilliseconds = 16;

    private readonly SqliteConnection _connection;
    private bool _isOver;

    private SqliteLedgerTransaction(SqliteConnection connection) => _connection = connection;

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection DbConnection => _connection;

    /// <summary>Takes the write lock of the database; completes at once when nobody holds it.</summary>
    public static async ValueTask<SqliteLedgerTransaction> BeginWriteAsync(SqliteConnection connection, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var step = 1; ; step = Math.Min(step * 2, MaxStepMilliseconds))
        {
            var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if ((result & 0xFF) != Busy || Stopwatch.GetElapsedTime(began) >= busyTimeout)
            {
                SqliteException.ThrowExceptionForRC(result, connection.Handle);
                return new SqliteLedgerTransaction(connection);
            }

            await Task.Delay(step, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sees one state of the database from its first query on; never waits for writers.</summary>
    public static SqliteLedgerTransaction BeginRead(SqliteConnection connection)
    {
        Execute(connection, "BEGIN");
        return new SqliteLedgerTransaction(connection);
    }

    public override void Commit()
    {
        Execute(_connection, "COMMIT");
        _isOver = true;
    }

    public override void Rollback()
    {
        _isOver = true;

        // After some errors (a full disk) SQLite has rolled back by itself.
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute(_connection, "ROLLBACK");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isOver)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private static void Execute(SqliteConnection connection, string statement) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, statement), connection.Handle);
}
