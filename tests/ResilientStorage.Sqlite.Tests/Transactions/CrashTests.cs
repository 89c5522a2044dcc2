namespace ResilientStorage.Sqlite.Tests;

/// <summary>What a process that is killed leaves behind: the files as they lie on the disk at that moment.</summary>
public sealed class CrashTests : LedgerFileTests
{
    [Fact]
    public async Task OpenAsync_KilledBeforeTheCommit_FindsNothingOfTheTransaction()
    {
        await Sample.UploadAsync(await Db.OpenAsync(), "kept", 1);
        await using var image = new LedgerFile();
        using (var killed = Db.Connect())
        {
            // A cache of one page makes SQLite spill what is not committed into the log, as a large transaction would.
            LedgerFile.Run(killed, "PRAGMA cache_size = 1; BEGIN IMMEDIATE");
            LedgerFile.Run(killed, """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                INSERT INTO rs_resources (instance, key) SELECT 'photos', 'torn' || i FROM n
                """);
            Copy(image);
            LedgerFile.Run(killed, "ROLLBACK");
        }

        Assert.True(new FileInfo(image.Path + "-wal").Length > 100_000, "Nothing was spilled: this test would not bite.");
        var ledger = await image.OpenAsync();
        Assert.NotNull(await ledger.FindAsync(new() { Key = "kept" }));
        Assert.Equal(0, image.Number("SELECT COUNT(*) FROM rs_resources WHERE key LIKE 'torn%'"));
    }

    [Fact]
    public async Task OpenAsync_KilledAfterTheCommit_FindsAllOfIt()
    {
        var ledger = await Db.OpenAsync();
        await using var image = new LedgerFile();
        await Sample.UploadAsync(ledger, "acknowledged", 1);
        Copy(image);

        var found = await (await image.OpenAsync()).FindAsync(new() { Key = "acknowledged" });

        Assert.Equal([ReplicaState.Stored, ReplicaState.Stored], found!.Replicas.Select(static replica => replica.State));
    }

    [Fact]
    public async Task CommitUploadAsync_FailsInTheMiddle_LeavesTheOldVersionLive()
    {
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2)));
        Db.Execute("CREATE TRIGGER rs_fault BEFORE INSERT ON rs_history WHEN NEW.event = 1 BEGIN SELECT RAISE(ABORT, 'planted'); END");

        await Assert.ThrowsAsync<LedgerException>(() => ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2))));

        var live = await ledger.FindAsync(new() { Key = "a" });
        Assert.Equal(Sample.Id(1), live!.Resource.VersionId);
        Assert.Equal(0, Db.Number("SELECT COUNT(*) FROM rs_work"));
        Db.Execute("DROP TRIGGER rs_fault");
        Assert.Equal(Sample.Id(2), (await ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2)))).VersionId);
    }

    private void Copy(LedgerFile image)
    {
        foreach (var path in (string[])[Db.Path, Db.Path + "-wal"])
        {
            File.Copy(path, Path.Combine(image.Folder, Path.GetFileName(path)));
        }
    }
}
