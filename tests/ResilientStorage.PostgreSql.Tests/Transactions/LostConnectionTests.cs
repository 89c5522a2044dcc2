using ResilientStorage.Relational;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>A connection that breaks while a transaction is committed: the call answers what the database says of it.</summary>
public sealed class LostConnectionTests : LedgerDatabaseTests
{
    private const string IntentBatch = "INSERT INTO rs_versions";
    private const string CommitBatch = "set_config";

    // With the end of the message: a transaction begins with READ COMMITTED.
    private const string Commit = "COMMIT\0";

    private WireProxy Proxy { get; set; } = null!;

    private SqlResourceLedger Ledger { get; set; } = null!;

    public override async Task InitializeAsync()
    {
        if (TestServer.SkipReason is not null)
        {
            return;
        }

        Proxy = Db.Track(new WireProxy(TestServer.ConnectionString));
        Db.ConnectionString = Proxy.ConnectionString;
        Db.NameSessions();
        Ledger = await Db.OpenAsync();
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BeginUploadAsync_BatchLost_IsRecordedOnce(bool isAnswer)
    {
        Lose(IntentBatch, isAnswer);

        var intent = await Ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));

        Assert.Equal(1, Proxy.Faults);
        Assert.Equal((1L, "main backup"), (intent.Epoch, string.Join(' ', intent.Stores)));
        Assert.Equal(1, await Db.AskAsync<long>("SELECT COUNT(*) FROM rs_history"));
        await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitUploadAsync_BatchLost_IsCommittedOnce(bool isAnswer)
    {
        await Ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        Lose(CommitBatch, isAnswer);

        var resource = await Ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));

        Assert.Equal(1, Proxy.Faults);
        Assert.Equal(Sample.Id(1), resource.VersionId);
        Assert.Equal(2, await Db.AskAsync<long>("SELECT COUNT(*) FROM rs_history"));
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeleteAsync_CommitLost_AnswersThatItWasDeleted(bool isAnswer)
    {
        await Sample.UploadAsync(Ledger, "a", 1);
        Lose(Commit, isAnswer);

        var report = await Ledger.DeleteAsync(Sample.Deletion("a"));

        Assert.Equal(1, Proxy.Faults);
        Assert.Null(report.Results[0].Error);
        Assert.Equal(1, await Db.AskAsync<long>("SELECT COUNT(*) FROM rs_history WHERE event = " + (int)HistoryEvent.Deleted));
    }

    [ServerFact]
    public async Task DeleteAsync_CommitLostAndDatabaseGone_SaysThatTheOutcomeIsUnknown()
    {
        await Sample.UploadAsync(Ledger, "a", 1);
        Proxy.LoseAnswer(Commit);
        Proxy.RefuseFurther();

        var error = await Assert.ThrowsAsync<LedgerException>(() => Ledger.DeleteAsync(Sample.Deletion("a")));

        Assert.Equal(LedgerErrorKind.Unavailable, error.Kind);
        Assert.Contains("did not tell whether it took effect", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task DeleteAsync_ServerProcessEndedInItsCommit_IsRunAgain()
    {
        await Sample.UploadAsync(Ledger, "a", 1);
        await Db.ExecuteAsync("""
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON rs_history DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()
            """);
        await using var other = await Db.ConnectAsync(TestServer.ConnectionString);
        await LedgerDatabase.RunAsync(other, "SELECT pg_advisory_lock(4711)");

        var deleting = Ledger.DeleteAsync(Sample.Deletion("a"));
        await Db.WaitForWaitersAsync();
        await LedgerDatabase.RunAsync(other, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Db.SchemaName}' AND wait_event_type = 'Lock'");
        await LedgerDatabase.RunAsync(other, "SELECT pg_advisory_unlock(4711)");

        Assert.Null((await deleting).Results[0].Error);
        Assert.Equal(1, await Db.AskAsync<long>("SELECT COUNT(*) FROM rs_history WHERE event = " + (int)HistoryEvent.Deleted));
    }

    [ServerFact]
    public async Task EveryCall_PooledConnectionsWereEnded_UsesNewOnes()
    {
        await Sample.UploadAsync(Ledger, "a", 1);
        await using var other = await Db.ConnectAsync(TestServer.ConnectionString);
        var kill = $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Db.SchemaName}'";

        await LedgerDatabase.RunAsync(other, kill);
        Assert.NotNull(await Ledger.FindAsync(new() { Key = "a" }));
        await LedgerDatabase.RunAsync(other, kill);
        await Sample.UploadAsync(Ledger, "b", 2);
        await LedgerDatabase.RunAsync(other, kill);
        Assert.Null((await Ledger.DeleteAsync(Sample.Deletion("b"))).Results[0].Error);
    }

    private void Lose(string text, bool isAnswer)
    {
        if (isAnswer)
        {
            Proxy.LoseAnswer(text);
        }
        else
        {
            Proxy.LoseRequest(text);
        }
    }
}
