using Npgsql;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.Schema;
using ResilientStorage.Stores;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>A schema of its own on the server, and ledgers on it; dropped afterwards.</summary>
internal sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _tracked = [];

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

    public string SchemaName { get; } = "test_" + Guid.NewGuid().ToString("N");

    /// <summary>The server's address, or that of a proxy or another database on it.</summary>
    public string ConnectionString { get; set; } = TestServer.ConnectionString;

    public PostgreSqlLedgerOptions Options(SchemaMode schema = SchemaMode.Create) =>
        new() { ConnectionString = ConnectionString, SchemaName = SchemaName, Schema = schema };

    public SqlResourceLedger Ledger(SchemaMode schema = SchemaMode.Create, IReadOnlyList<SchemaScript>? scripts = null)
    {
        var source = NpgsqlDataSource.Create(PostgreSqlLedger.ConnectionString(Options(schema)).ConnectionString);
        var dialect = new PostgreSqlDialect(source, "the test database", SchemaName, TimeProvider.System);
        return Track(PostgreSqlLedger.Create(source, dialect, schema, scripts ?? PostgreSqlSchema.Scripts, ownsSource: true));
    }

    public async Task<SqlResourceLedger> OpenAsync(SchemaMode schema = SchemaMode.Create)
    {
        var ledger = Ledger(schema);
        await ledger.OpenAsync(Opening);
        return ledger;
    }

    /// <summary>A connection of somebody else to the schema, outside the ledger's pool.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string? connectionString = null)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString ?? ConnectionString) { SearchPath = SchemaName, Pooling = false };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        return await AskAsync<T>(connection, sql);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await RunAsync(connection, sql);
    }

    public static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until as many sessions with the schema in their search path wait for a lock.</summary>
    public async Task WaitForWaitersAsync(int count = 1)
    {
        await using var connection = await ConnectAsync();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var waiting = await AskAsync<long>(connection, $"SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '{SchemaName}'");
            if (waiting >= count)
            {
                return;
            }

            await RunAsync(connection, "SELECT pg_sleep(0.01)");
        }

        Assert.Fail($"Nobody waits for a lock: {count} should.");
    }

    /// <summary>Waits until the server has ended a session.</summary>
    public async Task WaitForEndAsync(int process)
    {
        await using var connection = await ConnectAsync();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            if (await AskAsync<long>(connection, $"SELECT COUNT(*) FROM pg_stat_activity WHERE pid = {process}") == 0)
            {
                return;
            }

            await RunAsync(connection, "SELECT pg_sleep(0.01)");
        }

        Assert.Fail($"The session {process} goes on.");
    }

    /// <summary>Makes a role with the rights that the head of the schema script names, or with none, and answers the connection string for it.</summary>
    public async Task<string> AddRoleAsync(bool withRights)
    {
        var role = "role_" + SchemaName;
        await ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'");
        Track(new RoleEnd(this, role));
        if (withRights)
        {
            await ExecuteAsync($"GRANT USAGE ON SCHEMA {SchemaName} TO {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SchemaName} TO {role}");
        }

        return new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = role }.ConnectionString;
    }

    /// <summary>Names the sessions, so that they are found again.</summary>
    public void NameSessions() => ConnectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = SchemaName }.ConnectionString;

    public T Track<T>(T disposable)
        where T : IAsyncDisposable
    {
        _tracked.Add(disposable);
        return disposable;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in _tracked)
        {
            await disposable.DisposeAsync();
        }

        await using var connection = await ConnectAsync(TestServer.ConnectionString);
        await RunAsync(connection, $"DROP SCHEMA IF EXISTS {SchemaName} CASCADE");
    }

    private sealed class RoleEnd(LedgerDatabase database, string role) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var connection = await database.ConnectAsync(TestServer.ConnectionString);
            await RunAsync(connection, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }
}
