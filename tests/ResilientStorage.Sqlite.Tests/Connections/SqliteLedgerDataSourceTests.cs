using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite.Tests;

public sealed class SqliteLedgerDataSourceTests : LedgerFileTests
{
    [Fact]
    public async Task OpenConnection_PooledOneWithOtherSettings_HasOurs()
    {
        await Db.OpenAsync();
        await using var source = new SqliteLedgerDataSource(SqliteLedger.ConnectionString(Db.Options()).ConnectionString);
        using (var spoilt = (SqliteConnection)source.OpenConnection())
        {
            LedgerFile.Run(spoilt, "PRAGMA synchronous = OFF; PRAGMA busy_timeout = 9; PRAGMA foreign_keys = 0; CREATE TEMP TABLE mark (id INTEGER)");
        }

        using var connection = (SqliteConnection)source.OpenConnection();

        Assert.Equal(1L, LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM temp.sqlite_master WHERE name = 'mark'"));
        Assert.Equal(2L, LedgerFile.Scalar(connection, "PRAGMA synchronous"));
        Assert.Equal(0L, LedgerFile.Scalar(connection, "PRAGMA busy_timeout"));
        Assert.Equal(1L, LedgerFile.Scalar(connection, "PRAGMA foreign_keys"));
        Assert.Equal("wal", LedgerFile.Scalar(connection, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task OpenAsync_FileWithRollbackJournal_GetsAWriteAheadLog()
    {
        Db.Execute(SqliteSchema.Scripts[0].Text);

        await Db.OpenAsync(SchemaMode.Verify);

        using var other = Db.Connect();
        Assert.Equal("wal", LedgerFile.Scalar(other, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task DisposeAsync_AfterUse_LeavesNoOpenFile()
    {
        var ledger = SqliteLedger.Create(Db.Options(), Db.Clock, SqliteSchema.Scripts);
        await ledger.OpenAsync(LedgerFile.Opening);

        await ledger.DisposeAsync();

        // The last connection that closes folds the log back into the file.
        Assert.Equal([Db.Path], Directory.GetFiles(Db.Folder));
    }
}
