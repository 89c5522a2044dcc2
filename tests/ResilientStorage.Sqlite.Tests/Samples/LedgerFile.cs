using Microsoft.Data.Sqlite;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.Schema;
using ResilientStorage.Stores;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>A database file in a folder of its own, and ledgers on it.</summary>
internal sealed class LedgerFile : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _ledgers = [];

    public static LedgerOpening Opening { get; } = new()
    {
        Instance = "photos",
        NewLedgerId = new Guid("11111111-2222-3333-4444-555555555555"),
        Stores =
        [
            new StoreRegistration("main", StoreRole.Main, new StorePlace("memory", "", "bucket-main")),
            new StoreRegistration("backup", StoreRole.Backup, new StorePlace("memory", "", "bucket-backup")),
        ],
    };

    public string Folder { get; } = Directory.CreateTempSubdirectory("resilientstorage-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "ledger.db");

    public TestClock Clock { get; } = new();

    public SqlResourceLedger Ledger(SchemaMode schema = SchemaMode.Create, IReadOnlyList<SchemaScript>? scripts = null) =>
        Track(SqliteLedger.Create(Options(schema), Clock, scripts ?? SqliteSchema.Scripts));

    public async Task<SqlResourceLedger> OpenAsync(SchemaMode schema = SchemaMode.Create, IReadOnlyList<SchemaScript>? scripts = null)
    {
        var ledger = Ledger(schema, scripts);
        await ledger.OpenAsync(Opening);
        return ledger;
    }

    public SqliteLedgerOptions Options(SchemaMode schema = SchemaMode.Create) =>
        new() { DataSource = Path, Schema = schema, BusyTimeout = TimeSpan.FromSeconds(30) };

    /// <summary>A connection of somebody else, outside the ledger's pool.</summary>
    public SqliteConnection Connect(string? path = null)
    {
        var connection = new SqliteConnection($"Data Source={path ?? Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public long Number(string sql)
    {
        using var connection = Connect();
        return (long)Scalar(connection, sql)!;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        Run(connection, sql);
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public T Track<T>(T ledger)
        where T : IAsyncDisposable
    {
        _ledgers.Add(ledger);
        return ledger;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
