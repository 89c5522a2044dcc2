using Npgsql;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Ledger;
using ResilientStorage.PostgreSql;
using ResilientStorage.Relational;

namespace ResilientStorage.Conformance;

/// <summary>A schema of its own on a real server, dropped afterwards; every ledger object is a node of its own on it.</summary>
[Implementation(typeof(SqlResourceLedger))]
public sealed class PostgreSqlLedgerFixture : ResourceLedgerFixture
{
    private readonly string _schema = "test_" + Guid.NewGuid().ToString("N");
    private readonly List<SqlResourceLedger> _ledgers = [];
    private readonly List<OffsetDataSource> _sources = [];
    private TimeSpan _offset;

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

    public override async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        await using (var connection = await OpenAsync())
        {
            await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE", connection);
            await command.ExecuteNonQueryAsync();
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
