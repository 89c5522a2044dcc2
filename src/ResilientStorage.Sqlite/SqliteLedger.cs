using Microsoft.Data.Sqlite;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.Schema;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Sqlite;

/// <summary>Puts the SQL ledger and SQLite together.</summary>
internal static class SqliteLedger
{
    public static IResourceLedger Create(SqliteLedgerOptions options, TimeProvider timeProvider) => Create(options, timeProvider, SqliteSchema.Scripts);

    public static SqlResourceLedger Create(SqliteLedgerOptions options, TimeProvider timeProvider, IReadOnlyList<SchemaScript> scripts)
    {
        var text = ConnectionString(options);
        var dialect = new SqliteDialect(timeProvider, text.DataSource, options.BusyTimeout);
        var source = new SqliteLedgerDataSource(text.ConnectionString);
        return new SqlResourceLedger(new SqlDatabase(source, dialect), new LedgerSchema(scripts, options.Schema));
    }

    internal static SqliteConnectionStringBuilder ConnectionString(SqliteLedgerOptions options)
    {
        var text = options.ConnectionString is null
            ? new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(options.DataSource!) }
            : new SqliteConnectionStringBuilder(options.ConnectionString);

        // A file that is not there is made together with its tables, or not at all.
        text.Mode = options.Schema == SchemaMode.Create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        text.ForeignKeys = true;

        // The driver's own waiting, for statements that find the file locked outside a transaction (rare: while the log is recovered or made). One second is its least, 0 would be for ever.
        text.DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds);
        return text;
    }
}
