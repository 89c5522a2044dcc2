using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using ResilientStorage.Configuration;
using ResilientStorage.Relational;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class PostgreSqlLedgerOptionsTests
{
    private const string Text = "Host=db;Database=app;Username=app;Password=secret";

    public static TheoryData<string?, string, double, int, string> Wrong => new()
    {
        { null, "rs", 30, 0, "needs a database" },
        { " ", "rs", 30, 0, "needs a database" },
        { "postgres://app:secret@db/app", "rs", 30, 0, "no connection string of Npgsql" },
        { "Host=db;Nonsense=1;Password=secret", "rs", 30, 0, "no connection string of Npgsql" },
        { "Host=db;Port=secret", "rs", 30, 0, "no connection string of Npgsql" },
        { "Database=app;Password=secret", "rs", 30, 0, "names no host" },
        { Text + ";Search Path=x", "rs", 30, 0, "SchemaName" },
        { Text + ";Command Timeout=7", "rs", 30, 0, "PostgreSqlLedgerOptions.CommandTimeout" },
        { Text + ";Multiplexing=true", "rs", 30, 0, "Multiplexing" },
        { Text, "", 30, 0, "SchemaName is ''" },
        { Text, "Rs", 30, 0, "SchemaName is 'Rs'" },
        { Text, "1rs", 30, 0, "SchemaName is '1rs'" },
        { Text, "pg_rs", 30, 0, "SchemaName is 'pg_rs'" },
        { Text, "rs\"; DROP", 30, 0, "lower-case" },
        { Text, "rs\n", 30, 0, "lower-case" },
        { Text, "rs", 0, 0, "CommandTimeout is 00:00:00" },
        { Text, "rs", 1.5, 0, "whole seconds" },
        { Text, "rs", 3601, 0, "CommandTimeout" },
        { Text, "rs", 30, 7, "Schema is 7" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void UsePostgreSql_WrongOptions_SaysWhichAndWhatToDo(string? connectionString, string schemaName, double seconds, int schema, string said)
    {
        var builder = Builder().UsePostgreSql(options =>
        {
            options.ConnectionString = connectionString;
            options.SchemaName = schemaName;
            options.CommandTimeout = TimeSpan.FromSeconds(seconds);
            options.Schema = (SchemaMode)schema;
        });
        using var provider = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => builder.Factory!(provider));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_Plain_GetsSchemaTimeoutAndPreparing()
    {
        var text = PostgreSqlLedger.ConnectionString(new PostgreSqlLedgerOptions { ConnectionString = Text, SchemaName = "photos", CommandTimeout = TimeSpan.FromSeconds(7) });

        Assert.Equal(("\"photos\"", 7, false, 200), (text.SearchPath, text.CommandTimeout, text.Enlist, text.MaxAutoPrepare));
    }

    [Theory]
    [InlineData("Max Auto Prepare=0", 0)]
    [InlineData("MaxAutoPrepare=7", 7)]
    public void ConnectionString_SaysHowToPrepare_KeepsIt(string setting, int expected) =>
        Assert.Equal(expected, PostgreSqlLedger.ConnectionString(new PostgreSqlLedgerOptions { ConnectionString = $"{Text};{setting}" }).MaxAutoPrepare);

    [ServerFact]
    public async Task UsePostgreSql_ConnectionString_MakesALedgerInTheDefaultSchema()
    {
        await using var database = new LedgerDatabase();
        var name = "db_" + database.SchemaName;
        await database.ExecuteAsync($"CREATE DATABASE {name}");
        var builder = Builder().UsePostgreSql(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name }.ConnectionString);
        await using (var provider = builder.Services.BuildServiceProvider())
        {
            await using var ledger = (SqlResourceLedger)builder.Factory!(provider);
            await ledger.OpenAsync(LedgerDatabase.Opening);
            await Sample.UploadAsync(ledger, "a", 1);
        }

        await database.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    [ServerFact]
    public async Task UsePostgreSql_ReadyDataSource_IsUsedAndLeftToTheHost()
    {
        await using var database = new LedgerDatabase();
        await database.ExecuteAsync($"CREATE SCHEMA {database.SchemaName}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = database.SchemaName, Enlist = false }.ConnectionString);
        var builder = Builder().UsePostgreSql(provider => provider.GetRequiredService<NpgsqlDataSource>());
        await using var provider = builder.Services.AddSingleton(source).BuildServiceProvider();

        await using (var ledger = (SqlResourceLedger)builder.Factory!(provider))
        {
            await ledger.OpenAsync(LedgerDatabase.Opening);
            await Sample.UploadAsync(ledger, "a", 1);
        }

        await using var command = source.CreateCommand("SELECT COUNT(*) FROM rs_versions");
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [ServerFact]
    public async Task UsePostgreSql_ReadyDataSourceWithoutASchema_SaysWhatToDo()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestServer.ConnectionString) { SearchPath = "nowhere" }.ConnectionString);
        var ledger = PostgreSqlLedger.Create(source, SchemaMode.Create, TimeProvider.System);

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(LedgerDatabase.Opening));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("Search Path", error.Message, StringComparison.Ordinal);
    }

    private static LedgerBuilder Builder() => new ResilientStorageBuilder(new ServiceCollection(), "photos").LedgerBuilder;
}
