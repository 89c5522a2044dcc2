using ResilientStorage.Relational.Schema;

namespace ResilientStorage.Sqlite.Tests;

public sealed class SchemaCreationTests : LedgerFileTests
{
    private static readonly SchemaScript Second = new(
        2, "schema/sqlite/0002.sql", "CREATE TABLE rs_second (id INTEGER); UPDATE rs_meta SET schema_version = 2, min_reader_version = 1;");

    private static readonly SchemaScript Broken = new(
        2, "schema/sqlite/0002.sql", "CREATE TABLE rs_second (id INTEGER); UPDATE rs_meta SET schema_version = 2; INSERT INTO rs_nowhere VALUES (1);");

    [Fact]
    public async Task OpenAsync_NoFile_MakesTheTables()
    {
        await Db.OpenAsync();

        Assert.Equal(1, Db.Number("SELECT schema_version FROM rs_meta"));
        Assert.Equal(1, Db.Number("SELECT min_reader_version FROM rs_meta"));
    }

    [Fact]
    public async Task OpenAsync_TablesThere_KeepsTheirRows()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);

        var again = await Db.OpenAsync();

        Assert.NotNull(await again.FindAsync(new() { Key = "a" }));
    }

    [Fact]
    public async Task OpenAsync_TablesOfTheHostBeside_LeavesThemAlone()
    {
        Db.Execute("CREATE TABLE photos (id INTEGER); INSERT INTO photos VALUES (7)");

        await Db.OpenAsync();

        Assert.Equal(7, Db.Number("SELECT id FROM photos"));
    }

    [Fact]
    public async Task OpenAsync_VerifyWithoutFile_SaysWhatToDoAndMakesNone()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(SchemaMode.Verify));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("script", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Db.Path));
    }

    [Fact]
    public async Task OpenAsync_VerifyWithoutTables_NamesTheScriptAndTheOption()
    {
        Db.Execute("CREATE TABLE photos (id INTEGER)");

        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(SchemaMode.Verify));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("schema/sqlite/0001.sql", error.Message, StringComparison.Ordinal);
        Assert.Contains("SchemaMode.Create", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Db.Number("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'rs_%'"));
    }

    [Fact]
    public async Task OpenAsync_VerifyAfterTheScriptWasRunByHand_Opens()
    {
        Db.Execute(SqliteSchema.Scripts[0].Text);

        var ledger = await Db.OpenAsync(SchemaMode.Verify);

        await Sample.UploadAsync(ledger, "a", 1);
    }

    [Fact]
    public async Task OpenAsync_OlderTables_UpgradesThem()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);

        var upgraded = await Db.OpenAsync(scripts: [.. SqliteSchema.Scripts, Second]);

        Assert.Equal(2, Db.Number("SELECT schema_version FROM rs_meta"));
        Assert.NotNull(await upgraded.FindAsync(new() { Key = "a" }));
    }

    [Fact]
    public async Task OpenAsync_VerifyWithOlderTables_NamesOnlyTheMissingScript()
    {
        await Db.OpenAsync();

        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(SchemaMode.Verify, [.. SqliteSchema.Scripts, Second]));

        Assert.Contains("0002.sql", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0001.sql", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Db.Number("SELECT schema_version FROM rs_meta"));
    }

    [Fact]
    public async Task OpenAsync_UpgradeFailsInTheMiddle_LeavesTheOlderTablesWhole()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "a", 1);

        await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(scripts: [.. SqliteSchema.Scripts, Broken]));

        Assert.Equal(1, Db.Number("SELECT schema_version FROM rs_meta"));
        Assert.Equal(0, Db.Number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'rs_second'"));
        Assert.NotNull(await (await Db.OpenAsync()).FindAsync(new() { Key = "a" }));
    }

    [Fact]
    public async Task OpenAsync_NewerTablesThatPermitThisCode_Works()
    {
        await Db.OpenAsync(scripts: [.. SqliteSchema.Scripts, Second]);

        var older = await Db.OpenAsync();

        await Sample.UploadAsync(older, "a", 1);
        Assert.Equal(2, Db.Number("SELECT schema_version FROM rs_meta"));
    }

    [Theory]
    [InlineData(SchemaMode.Create)]
    [InlineData(SchemaMode.Verify)]
    public async Task OpenAsync_NewerTablesThatNeedNewerCode_SaysToUpgradeThePackages(SchemaMode mode)
    {
        await Db.OpenAsync();
        Db.Execute("UPDATE rs_meta SET schema_version = 9, min_reader_version = 8");

        var error = await Assert.ThrowsAsync<LedgerException>(() => Db.OpenAsync(mode));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("version 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("Upgrade the ResilientStorage packages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_EmptyFileOpenedByManyAtOnce_IsMadeOnce()
    {
        const int Nodes = 8;
        using var start = new Barrier(Nodes);
        var nodes = Enumerable.Range(0, Nodes).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                var ledger = SqliteLedger.Create(Db.Options(), Db.Clock);
                start.SignalAndWait();
                return (await ledger.OpenAsync(LedgerFile.Opening with { NewLedgerId = Guid.NewGuid() })).LedgerId;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        var ids = await Task.WhenAll(nodes);

        Assert.Single(ids.Distinct());
        Assert.Equal(2, Db.Number("SELECT COUNT(*) FROM rs_stores"));
        await Db.OpenAsync();
    }

    [Fact]
    public void Scripts_InTheAssembly_AreNumberedFromOneAndRecordTheirVersion()
    {
        var scripts = SqliteSchema.Scripts;

        Assert.Equal(Enumerable.Range(1, scripts.Count), scripts.Select(static script => script.Version));
        Assert.All(scripts, static script => Assert.Contains("schema_version", script.Text, StringComparison.Ordinal));
    }
}
