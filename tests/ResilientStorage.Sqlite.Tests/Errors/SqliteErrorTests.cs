namespace ResilientStorage.Sqlite.Tests;

/// <summary>What really goes wrong with files, asked of the real library.</summary>
public sealed class SqliteErrorTests : LedgerFileTests
{
    [Fact]
    public async Task OpenAsync_FolderMissing_SaysSo()
    {
        var error = await OpenErrorAsync(Path.Combine(Db.Folder, "nowhere", "ledger.db"));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("make its folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_PathIsAFolder_SaysSo()
    {
        var error = await OpenErrorAsync(Db.Folder);

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
    }

    [Fact]
    public async Task OpenAsync_FileOfAnotherKind_SaysSoAndLeavesItAlone()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(Db.Path, text);

        var error = await OpenErrorAsync(Db.Path);

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("no SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(Db.Path));
    }

    [Fact]
    public async Task OpenAsync_Utf16File_IsRefused()
    {
        Db.Execute("PRAGMA encoding = 'UTF-16le'; CREATE TABLE photos (id INTEGER)");

        var error = await OpenErrorAsync(Db.Path);

        Assert.Contains("UTF-16le", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginUploadAsync_LockedByAnotherProcess_SaysSoAndWritesNothing()
    {
        await Db.OpenAsync();
        var impatient = Db.Track(SqliteLedger.Create(
            new SqliteLedgerOptions { DataSource = Db.Path, BusyTimeout = TimeSpan.FromMilliseconds(1) }, Db.Clock, SqliteSchema.Scripts));
        await impatient.OpenAsync(LedgerFile.Opening);
        LedgerException error;
        using (var other = Db.Connect())
        {
            LedgerFile.Run(other, "BEGIN IMMEDIATE");
            error = await Assert.ThrowsAsync<LedgerException>(() => impatient.BeginUploadAsync(Sample.Intent("a", Sample.Id(1))));
        }

        Assert.Equal(LedgerErrorKind.Unavailable, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
        await impatient.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
    }

    [Fact]
    public async Task FindAsync_LockedByAnotherProcess_ReadsAllTheSame()
    {
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        using var other = Db.Connect();
        LedgerFile.Run(other, "BEGIN IMMEDIATE");

        Assert.NotNull(await ledger.FindAsync(new() { Key = "a" }));
    }

    [Fact]
    public async Task BeginUploadAsync_DiskFull_SaysSoAndWritesNothing()
    {
        var ledger = await Db.OpenAsync();
        var metadata = new Dictionary<string, string> { ["title"] = new('x', 2_000_000) };

        LedgerException error;
        using (Borrow("PRAGMA max_page_count = 60"))
        {
            error = await Assert.ThrowsAsync<LedgerException>(() => ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)) with { Metadata = metadata }));
        }

        Assert.Equal(LedgerErrorKind.Unavailable, error.Kind);
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Db.Number("SELECT COUNT(*) FROM rs_versions"));
    }

    [Fact]
    public async Task BeginUploadAsync_ReadOnly_SaysSo()
    {
        var ledger = await Db.OpenAsync();

        LedgerException error;
        using (Borrow("PRAGMA query_only = 1"))
        {
            error = await Assert.ThrowsAsync<LedgerException>(() => ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1))));
        }

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_TablesDropped_SaysWhichScripts()
    {
        var ledger = await Db.OpenAsync();
        Db.Execute("DROP TABLE rs_replicas");

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.FindAsync(new() { Key = "a" }));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("schema scripts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_ValueOfAnotherHand_IsCorrupt()
    {
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        Db.Execute("UPDATE rs_versions SET metadata = '[1'");

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.FindAsync(new() { Key = "a" }));

        Assert.Equal(LedgerErrorKind.Corrupt, error.Kind);
    }

    // A pooled connection remembers such a setting, and the ledger gets it next: a real refusal of the real library.
    private PooledSetting Borrow(string pragma) => new(SqliteLedger.ConnectionString(Db.Options()).ConnectionString, pragma);

    private async Task<LedgerException> OpenErrorAsync(string path)
    {
        var ledger = Db.Track(SqliteLedger.Create(
            new SqliteLedgerOptions { DataSource = path, BusyTimeout = TimeSpan.FromMilliseconds(1) }, Db.Clock, SqliteSchema.Scripts));
        return await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(LedgerFile.Opening));
    }
}
