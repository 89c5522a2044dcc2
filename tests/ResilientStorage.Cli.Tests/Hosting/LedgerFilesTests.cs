namespace ResilientStorage.Cli.Hosting;

public sealed class LedgerFilesTests
{
    [Fact]
    public void Of_DataSource_IsTheDatabaseWithItsCompanions() =>
        Assert.Equal(["a.db", "a.db-wal", "a.db-shm", "a.db-journal"], LedgerFiles.Of(new SqliteLedgerOptions { DataSource = "a.db" }));

    [Fact]
    public void Of_ConnectionString_NamesTheSameFiles() =>
        Assert.Equal(["a.db", "a.db-wal", "a.db-shm", "a.db-journal"], LedgerFiles.Of(new SqliteLedgerOptions { ConnectionString = "Data Source=a.db;Pooling=False" }));

    [Fact]
    public void Of_OtherLedger_IsNothing() => Assert.Empty(LedgerFiles.Of(new SqliteLedgerOptions()));
}
