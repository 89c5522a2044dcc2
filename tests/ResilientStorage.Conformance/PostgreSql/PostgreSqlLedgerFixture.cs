using System.Data.Common;
using System.Globalization;
using Npgsql;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Ledger;
using ResilientStorage.PostgreSql;
using ResilientStorage.Relational;

namespace ResilientStorage.Conformance;

/// <summary>A schema of its own on a real server, dropped afterwards; every ledger object is a node of its own on it.</summary>
[Implementation(typeof(SqlResourceLedger))]
public sealed class PostgreSqlLedgerFixture : ResourceLedgerFixture, IHostDatabase
{
    private readonly string _schema = "test_" + Guid.NewGuid().ToString("N");
    private readonly List<SqlResourceLedger> _ledgers = [];
    private readonly List<OffsetDataSource> _sources = [];
    private TimeSpan _offset;
    private bool _hasElsewhere;

    /// <summary>
    /// The suites compare times to the microsecond: the server's clock is replaced by one that stands still, through a function of its name that the search path finds first.
    /// <see cref="AdvanceAsync"/> moves it by the session setting, as on any server.
    /// </summary>
    public override async ValueTask InitializeAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            $"CREATE SCHEMA {_schema}; CREATE FUNCTION {_schema}.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS $$SELECT timestamptz '2026-01-02 03:04:05Z'$$",
            connection);
        await command.ExecuteNonQueryAsync();
    }

    public override IResourceLedger CreateLedger()
    {
        var source = new OffsetDataSource(Text);
        source.SetOffset(_offset);
        _sources.Add(source);
        var dialect = new PostgreSqlDialect(source, "the test database", _schema, TimeProvider.System);
        var ledger = PostgreSqlLedger.Create(source, dialect, SchemaMode.Create, PostgreSqlSchema.Scripts, ownsSource: true);
        _ledgers.Add(ledger);
        return ledger;
    }

    public override ValueTask AdvanceAsync(TimeSpan span)
    {
        _offset += span;
        _sources.ForEach(source => source.SetOffset(_offset));
        return ValueTask.CompletedTask;
    }

    public override async Task SetStoreStateAsync(string instance, string store, StoreState state)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE rs_stores SET state = @state WHERE instance = @instance AND name = @store", connection);
        command.Parameters.AddWithValue("state", (long)state);
        command.Parameters.AddWithValue("instance", instance);
        command.Parameters.AddWithValue("store", store);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    public override async Task CheckAsync()
    {
        await using var connection = await OpenAsync();
        Assert.Empty(await PostgreSqlLedgerInvariants.CheckAsync(connection));
    }

    /// <summary>With a schema of its own, and no idea of the ledger's.</summary>
    public async Task<DbConnection> OpenHostAsync()
    {
        var host = _schema + "_host";
        await ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {host}; CREATE TABLE IF NOT EXISTS {host}.photos (name text NOT NULL)");
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgreSqlServer.ConnectionString) { SearchPath = host, Pooling = false, ApplicationName = host }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SET {PostgreSqlClock.OffsetSetting} = '{_offset.Ticks / TimeSpan.TicksPerMicrosecond}'"), connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<DbConnection> OpenElsewhereAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {_schema}");
        _hasElsewhere = true;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgreSqlServer.ConnectionString) { Database = _schema, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        await ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE; DROP SCHEMA IF EXISTS {_schema}_host CASCADE");
        if (_hasElsewhere)
        {
            await ExecuteAsync($"DROP DATABASE {_schema}");
        }

        await base.DisposeAsync();
    }

    private string Text => new NpgsqlConnectionStringBuilder(
        PostgreSqlLedger.ConnectionString(new PostgreSqlLedgerOptions { ConnectionString = PostgreSqlServer.ConnectionString }).ConnectionString)
    {
        SearchPath = $"{_schema}, pg_catalog",
    }.ConnectionString;

    // Past every pool: a pooled one would outlive the schema.
    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Text + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
