using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Sqlite;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

/// <summary>A real database file in a folder of its own, deleted afterwards; every ledger object is a node of its own on it.</summary>
[Implementation(typeof(SqlResourceLedger))]
public sealed class SqliteLedgerFixture : ResourceLedgerFixture, IHostDatabase
{
    private readonly ManualTimeProvider _clock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("resilientstorage-").FullName;
    private readonly List<IResourceLedger> _ledgers = [];

    private string File => Path.Combine(_folder, "ledger.db");

    public override IResourceLedger CreateLedger()
    {
        var ledger = SqliteLedger.Create(new SqliteLedgerOptions { DataSource = File, BusyTimeout = TimeSpan.FromSeconds(60) }, _clock);
        _ledgers.Add(ledger);
        return ledger;
    }

    public override ValueTask AdvanceAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return ValueTask.CompletedTask;
    }

    public override async Task SetStoreStateAsync(string instance, string store, StoreState state)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE rs_stores SET state = @state WHERE instance = @instance AND name = @store";
        command.Parameters.AddWithValue("@state", (int)state);
        command.Parameters.AddWithValue("@instance", instance);
        command.Parameters.AddWithValue("@store", store);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    public override Task CheckAsync()
    {
        using var connection = Open();
        Assert.Empty(SqliteLedgerInvariants.Check(connection));
        return Task.CompletedTask;
    }

    public async Task<DbConnection> OpenHostAsync()
    {
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS photos (name TEXT NOT NULL)");
        return Open();
    }

    public async Task<DbConnection> OpenElsewhereAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "elsewhere.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers.OfType<IAsyncDisposable>())
        {
            await ledger.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
