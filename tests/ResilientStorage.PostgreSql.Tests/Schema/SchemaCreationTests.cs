using Npgsql;
using ResilientStorage.Relational.Schema;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class SchemaCreationTests : LedgerDatabaseTests
{
    private static readonly SchemaScript Second = new(
        2, "schema/postgresql/0002.sql", "CREATE TABLE rs_second (id bigint); UPDATE rs_meta SET schema_version = 2, min_reader_version = 1;");

    private static readonly SchemaScript Broken = new(
        2, "schema/postgresql/0002.sql", "CREATE TABLE rs_second (id bigint); UPDATE rs_meta SET schema_version = 2; INSERT INTO rs_nowhere VALUES (1);");

    private static readonly long Tables = PostgreSqlSchema.Scripts[0].Text.Split("CREATE TABLE").Length - 1;

    [ServerFact]
    public async Task OpenAsync_NoSchema_MakesItWithItsTables()
    {
        await Db.OpenAsync();

        Assert.Equal(1, await Db.AskAsync<long>("SELECT schema_version FROM rs_meta"));
        Assert.Equal(Tables, await TablesAsync());
    }

    [ServerFact]
    public async Task OpenAsync_TablesThere_KeepsTheirRows()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);

        var again = await Db.OpenAsync();

        Assert.NotNull(await again.FindAsync(new() { Key = "a" }));
    }

    [ServerFact]
    public async Task OpenAsync_NoSchemaOpenedByManyAtOnce_IsMadeOnce()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => Db.Ledger()).ToList();

        var states = await Task.WhenAll(nodes.ConvertAll(static node => node.OpenAsync(LedgerDatabase.Opening with { NewLedgerId = Guid.NewGuid() })));

        Assert.Single(states.Select(static state => state.LedgerId).Distinct());
        Assert.Equal(2, await Db.AskAsync<long>("SELECT COUNT(*) FROM rs_stores"));
    }

    [ServerFact]
    public async Task OpenAsync_VerifyWithoutTables_NamesTheScriptAndTheOptionAndMakesNone()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(SchemaMode.Verify));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("schema/postgresql/0001.sql", error.Message, StringComparison.Ordinal);
        Assert.Contains("SchemaMode.Create", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Db.AskAsync<long>($"SELECT COUNT(*) FROM pg_namespace WHERE nspname = '{Db.SchemaName}'"));
    }

    [ServerFact]
    public async Task OpenAsync_OlderTables_UpgradesThem()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);

        var upgraded = Db.Ledger(scripts: [.. PostgreSqlSchema.Scripts, Second]);
        await upgraded.OpenAsync(LedgerDatabase.Opening);

        Assert.Equal(2, await Db.AskAsync<long>("SELECT schema_version FROM rs_meta"));
        Assert.NotNull(await upgraded.FindAsync(new() { Key = "a" }));
    }

    [ServerFact]
    public async Task OpenAsync_VerifyWithOlderTables_NamesOnlyTheMissingScriptAndChangesNothing()
    {
        await Db.OpenAsync();
        var ledger = Db.Ledger(SchemaMode.Verify, [.. PostgreSqlSchema.Scripts, Second]);

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(LedgerDatabase.Opening));

        Assert.Contains("0002.sql", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0001.sql", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Db.AskAsync<long>("SELECT schema_version FROM rs_meta"));
    }

    [ServerFact]
    public async Task OpenAsync_UpgradeFailsInTheMiddle_LeavesTheOlderTablesWhole()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);
        var broken = Db.Ledger(scripts: [.. PostgreSqlSchema.Scripts, Broken]);

        await Assert.ThrowsAsync<LedgerException>(() => broken.OpenAsync(LedgerDatabase.Opening));

        Assert.Equal(1, await Db.AskAsync<long>("SELECT schema_version FROM rs_meta"));
        Assert.Equal(Tables, await TablesAsync());
        Assert.NotNull(await (await Db.OpenAsync()).FindAsync(new() { Key = "a" }));
    }

    [ServerTheory]
    [InlineData(SchemaMode.Create)]
    [InlineData(SchemaMode.Verify)]
    public async Task OpenAsync_NewerTablesThatNeedNewerCode_SaysToUpgradeThePackages(SchemaMode mode)
    {
        await Db.OpenAsync();
        await Db.ExecuteAsync("UPDATE rs_meta SET schema_version = 9, min_reader_version = 8");

        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(mode));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("Upgrade the ResilientStorage packages", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task EveryCall_RoleWithTheRightsOfTheScriptsHeadOnly_Works()
    {
        await Db.ExecuteAsync($"CREATE SCHEMA {Db.SchemaName}");
        await Db.ExecuteAsync(PostgreSqlSchema.Scripts[0].Text);
        Db.ConnectionString = await Db.AddRoleAsync(withRights: true);
        var ledger = await Db.OpenAsync(SchemaMode.Verify);
        await Sample.UploadAsync(ledger, "a", 1);

        foreach (var (_, run) in EveryCall.All)
        {
            await run(ledger, CancellationToken.None);
        }

        var error = await Assert.ThrowsAsync<PostgresException>(() => Db.ExecuteAsync("CREATE TABLE more (id bigint)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [ServerFact]
    public async Task OpenAsync_CreateByARoleWithoutTheRight_SaysWhatItLacks()
    {
        Db.ConnectionString = await Db.AddRoleAsync(withRights: false);

        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync());

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("SchemaMode.Verify", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_InTheAssembly_AreNumberedFromOneAndRecordTheirVersion()
    {
        var scripts = PostgreSqlSchema.Scripts;

        Assert.Equal(Enumerable.Range(1, scripts.Count), scripts.Select(static script => script.Version));
        Assert.All(scripts, static script => Assert.Contains("schema_version", script.Text, StringComparison.Ordinal));
    }

    private Task<long> TablesAsync() => Db.AskAsync<long>($"SELECT COUNT(*) FROM pg_tables WHERE schemaname = '{Db.SchemaName}'");
}
