using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Sqlite;

/// <summary>
/// SQLite: a transaction that writes takes the whole database (<c>BEGIN IMMEDIATE</c>), so no rows are locked; the clock is injected; all calls complete synchronously, on the caller's thread.
/// </summary>
internal sealed class SqliteDialect(TimeProvider timeProvider, string place, TimeSpan busyTimeout) : SqlDialect
{
    // RETURNING: https://www.sqlite.org/lang_returning.html
    private static readonly Version Oldest = new(3, 35);

    public override string Place => $"the SQLite file '{place}'";

    public override bool HasOneWriter => true;

    public override string SchemaExistsSql => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'rs_meta'";

    public override string Lock(string tables) => "";

    public override string LockSkippingLocked(string tables) => "";

    /// <summary>
    /// Synchronous NORMAL would forget acknowledged commits on a power loss (https://www.sqlite.org/pragma.html#pragma_synchronous).
    /// No waiting inside SQLite: a library that is built without usleep, as that of bundle 2.0.6, sleeps a second at a time.
    /// </summary>
    public static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 0; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
    }

    public override async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await SqliteLedgerTransaction.BeginWriteAsync((SqliteConnection)connection, busyTimeout, cancellationToken).ConfigureAwait(false);

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<DbTransaction>(SqliteLedgerTransaction.BeginRead((SqliteConnection)connection));
    }

    public override ValueTask<long> ReadClockAsync(DbConnection connection) =>
        ValueTask.FromResult(Microseconds.Of(timeProvider.GetUtcNow()));

    public override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Version.TryParse(connection.ServerVersion, out var version) || version < Oldest)
        {
            throw Refuse($"The native SQLite library is version {connection.ServerVersion}; the ledger needs {Oldest} or newer. Upgrade the package SQLitePCLRaw.bundle_e_sqlite3.");
        }

        UseWriteAheadLog((SqliteConnection)connection);
        if (Ask((SqliteConnection)connection, "PRAGMA encoding") is var encoding and not "UTF-8")
        {
            throw Refuse($"{Place} keeps texts as {encoding}, whose order differs from that of object keys. Use a new file, or one made with PRAGMA encoding = 'UTF-8'.");
        }

        return Task.CompletedTask;
    }

    public override bool IsOwn(DbConnection connection) => connection is SqliteConnection;

    /// <summary>Of the connection's own file: a commit that spans attached files is not one on a power loss, with a write-ahead log (https://www.sqlite.org/lang_attach.html).</summary>
    public override string LedgerIdSql => "SELECT ledger_id FROM main.rs_meta";

    public override bool IsTableMissing(DbException error) => error is SqliteException { SqliteErrorCode: 1 };

    // Busy (also the refusal to let a transaction write that has read an older state) and locked; out of memory, interrupted, I/O, full: SQLite may have rolled the whole transaction back
    // (https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction).
    public override bool IsTransactionAborted(DbException error) => error is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 9 or 10 or 13 };

    public override LedgerException Map(DbException error) => SqliteErrorMapper.Map(error, Place, busyTimeout);

    private void UseWriteAheadLog(SqliteConnection connection)
    {
        if (Ask(connection, "PRAGMA journal_mode") == "wal")
        {
            return;
        }

        // The file remembers it. While two processes do this at once SQLite refuses one of them without waiting (SQLITE_BUSY), and the driver asks again.
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() as string is var mode and not "wal")
        {
            throw Refuse($"{Place} cannot use a write-ahead log (its journal mode stays '{mode}'): put it on a local disk, in a folder that this process may write to.");
        }
    }

    private static string? Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = pragma;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string;
    }

    private static LedgerException Refuse(string message) => new(LedgerErrorKind.Configuration, message);
}
