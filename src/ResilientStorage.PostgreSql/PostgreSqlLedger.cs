using System.Data.Common;
using Npgsql;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.Schema;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql;

/// <summary>Puts the SQL ledger and PostgreSQL together.</summary>
internal static class PostgreSqlLedger
{
    // The statements of the ledger, lists of one to five included, with room to spare; each costs the server some kilobytes a connection.
    private const int PreparedStatements = 200;

    public static IResourceLedger Create(PostgreSqlLedgerOptions options, TimeProvider timeProvider)
    {
        var source = NpgsqlDataSource.Create(ConnectionString(options).ConnectionString);
        return Create(source, new PostgreSqlDialect(source, Place(source), options.SchemaName, timeProvider), options.Schema, PostgreSqlSchema.Scripts, ownsSource: true);
    }

    public static IResourceLedger Create(NpgsqlDataSource source, SchemaMode schema, TimeProvider timeProvider) =>
        Create(source, new PostgreSqlDialect(source, Place(source), null, timeProvider), schema, PostgreSqlSchema.Scripts, ownsSource: false);

    public static SqlResourceLedger Create(DbDataSource source, PostgreSqlDialect dialect, SchemaMode schema, IReadOnlyList<SchemaScript> scripts, bool ownsSource) =>
        new(new SqlDatabase(source, dialect, ownsSource), new LedgerSchema(scripts, schema));

    internal static NpgsqlConnectionStringBuilder ConnectionString(PostgreSqlLedgerOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = $"\"{options.SchemaName}\"",
            CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            Enlist = false,

            // Nothing of the ledger outlives a transaction in its sessions, and nobody else uses them.
            NoResetOnClose = true,
        };
        if (!HasPreparing(options.ConnectionString!))
        {
            text.MaxAutoPrepare = PreparedStatements;
        }

        return text;
    }

    private static string Place(NpgsqlDataSource source)
    {
        var text = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"the PostgreSQL database '{text.Database ?? text.Username}' on {text.Host}:{text.Port}";
    }

    // Zero is a word of its own: some poolers between client and server cannot have prepared statements.
    private static bool HasPreparing(string connectionString)
    {
        var text = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return text.ContainsKey("Max Auto Prepare") || text.ContainsKey("MaxAutoPrepare");
    }
}
