using ResilientStorage.Ledger;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>A claim whose locking statement began before another's claim was committed, and locks after it.</summary>
public sealed class ClaimLockTests : LedgerDatabaseTests
{
    // The statement that locks waits at a gate after it has taken its snapshot: a policy on rows runs before they are locked, for roles that do not own the table.
    private const string Gate = """
        CREATE FUNCTION gate() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
            IF current_query() LIKE '%SKIP LOCKED%' THEN PERFORM pg_advisory_xact_lock_shared(4712); END IF;
            RETURN true;
        END $$;
        ALTER TABLE rs_versions ENABLE ROW LEVEL SECURITY;
        CREATE POLICY gate ON rs_versions USING (gate())
        """;

    [ServerTheory]
    [InlineData(WorkKind.Remove)]
    [InlineData(WorkKind.Repair)]
    public async Task ClaimAsync_AnotherClaimedBetweenSnapshotAndLock_GetsNothing(WorkKind kind)
    {
        Db.NameSessions();
        var quick = await Db.OpenAsync();
        var id = await Sample.UploadAsync(quick, "a", 1);
        await quick.ReportAsync([new ReplicaFinding { VersionId = id, Store = "main", ReplicaEpoch = 2, Kind = ReplicaFindingKind.Missing, Reason = "404" }]);
        await Sample.UploadAsync(quick, "b", 2);
        await quick.DeleteAsync(Sample.Deletion("b"));
        await using var keeper = await Db.ConnectAsync();
        await LedgerDatabase.RunAsync(keeper, Gate);
        Db.ConnectionString = await Db.AddRoleAsync(withRights: true);
        var slow = await Db.OpenAsync(SchemaMode.Verify);
        await LedgerDatabase.RunAsync(keeper, "SELECT pg_advisory_lock(4712)");

        var late = slow.ClaimAsync(Sample.Claim(kind));
        await Db.WaitForWaitersAsync();
        var early = await quick.ClaimAsync(Sample.Claim(kind));
        await LedgerDatabase.RunAsync(keeper, "SELECT pg_advisory_unlock(4712)");

        Assert.NotEmpty(early);
        Assert.Empty(await late);
    }

    [ServerFact]
    public async Task ClaimAsync_OldestIsLockedByAnother_TakesTheNextWithoutWaiting()
    {
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        await Sample.UploadAsync(ledger, "b", 2);
        await ledger.DeleteAsync(Sample.Deletion("a"));
        await ledger.DeleteAsync(Sample.Deletion("b"));
        await using var other = await Db.ConnectAsync();
        await LedgerDatabase.RunAsync(other, "BEGIN");
        await LedgerDatabase.RunAsync(other, $"SELECT 1 FROM rs_versions WHERE version_id = '{Sample.Id(1)}' FOR UPDATE");

        var work = await ledger.ClaimAsync(Sample.Claim(WorkKind.Remove) with { MaxResources = 1 });

        Assert.Equal(["b", "b"], work.Select(static item => item.ResourceKey));
    }
}
