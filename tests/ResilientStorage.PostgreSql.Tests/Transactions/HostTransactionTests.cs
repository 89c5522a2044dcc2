using System.Data;
using Npgsql;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.HostTransactions;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>The row locks of a transaction of the host, and what others do meanwhile.</summary>
public sealed class HostTransactionTests : LedgerDatabaseTests
{
    private static readonly LedgerLease Lease = new() { VersionId = Sample.Id(1), Epoch = 1, Duration = TimeSpan.FromSeconds(60), DoNotWait = true };
    private static readonly UploadFailure Failure = new() { VersionId = Sample.Id(1), Epoch = 1, Reason = "given up", DoNotWait = true };

    [ServerFact]
    public async Task RenewAsync_HostHoldsTheVersion_IsAnErrorAtOnceAndTheLeaseGoesOn()
    {
        var ledger = await StagedAsync();
        await using (var host = await HostAsync())
        {
            await using var transaction = await host.BeginTransactionAsync();
            await CommitAsync(ledger, transaction);
            await AssertLockedAsync(() => ledger.RenewAsync(Lease));
            await transaction.RollbackAsync();
        }

        Assert.True(await ledger.RenewAsync(Lease));
    }

    [ServerFact]
    public async Task FailUploadAsync_HostHoldsTheVersion_LeavesItToTheHost()
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync();
        await CommitAsync(ledger, transaction);
        await AssertLockedAsync(() => ledger.FailUploadAsync(Failure));
        await transaction.CommitAsync();

        Assert.False(await ledger.FailUploadAsync(Failure));
        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task CommitUploadAsync_ReadUncommitted_IsRunAsReadCommitted()
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync(IsolationLevel.ReadUncommitted);
        await CommitAsync(ledger, transaction);
        await transaction.CommitAsync();

        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerTheory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task CommitUploadAsync_IsolationWithAnOldView_IsRefused(IsolationLevel isolation)
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync(isolation);
        var refused = await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction));

        Assert.Equal(LedgerErrorKind.Configuration, refused.Kind);
        Assert.Contains("ReadCommitted", refused.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestoreAsync_HostsDeleteIsNotCommitted_WaitsForItsOutcome(bool commits)
    {
        Db.NameSessions();
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync();
        await ledger.DeleteAsync(Sample.Deletion("a"), new HostTransaction(transaction));
        var restoring = ledger.RestoreAsync(new ResourceRestore { Key = "a" });
        await Db.WaitForWaitersAsync();
        await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());

        if (commits)
        {
            Assert.Equal(Sample.Id(1), (await restoring).VersionId);
        }
        else
        {
            await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => restoring);
        }

        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task BeginUploadAsync_HostsCommitOfTheKeyIsUnderWay_WaitsAndIsRefused()
    {
        Db.NameSessions();
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync();
        await CommitAsync(ledger, transaction);
        var beginning = ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2)) with { IfExists = IfExists.Fail });
        await Db.WaitForWaitersAsync();
        await transaction.CommitAsync();

        Assert.Equal(Sample.Id(1), (await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => beginning)).LiveVersion);
    }

    [ServerFact]
    public async Task DeleteAsync_VictimOfADeadlock_TellsTheHostToRollBackAndRunAgain()
    {
        Db.NameSessions();
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        await Sample.UploadAsync(ledger, "b", 2);
        await using var victim = await HostAsync("SET deadlock_timeout = '10ms'");
        await using var other = await HostAsync("SET deadlock_timeout = '1h'");
        await using var victims = await victim.BeginTransactionAsync();
        await using var others = await other.BeginTransactionAsync();
        await ledger.DeleteAsync(Sample.Deletion("a"), new HostTransaction(victims));
        await ledger.DeleteAsync(Sample.Deletion("b"), new HostTransaction(others));
        var waiting = ledger.DeleteAsync(Sample.Deletion("a"), new HostTransaction(others));
        await Db.WaitForWaitersAsync();
        var aborted = await Assert.ThrowsAsync<LedgerException>(() => ledger.DeleteAsync(Sample.Deletion("b"), new HostTransaction(victims)));
        await victims.RollbackAsync();

        Assert.Equal((LedgerErrorKind.TransactionAborted, true), (aborted.Kind, aborted.IsTransient));
        Assert.Equal(1, (await waiting).DeletedCount);
        await others.CommitAsync();
        Assert.Equal(VersionState.Deleted, await StateAsync(ledger, 1));
        Assert.Equal(VersionState.Deleted, await StateAsync(ledger, 2));
    }

    [ServerFact]
    public async Task CommitUploadAsync_LockTimeoutOfTheHost_TellsTheHostToRollBackAndRunAgain()
    {
        var ledger = await StagedAsync();
        await using var first = await HostAsync();
        await using var second = await HostAsync("SET lock_timeout = '20ms'");
        await using var holding = await first.BeginTransactionAsync();
        await CommitAsync(ledger, holding);
        await using (var transaction = await second.BeginTransactionAsync())
        {
            Assert.Equal(LedgerErrorKind.TransactionAborted, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
        }

        await holding.RollbackAsync();
        await using var again = await second.BeginTransactionAsync();
        await CommitAsync(ledger, again);
        await again.CommitAsync();
        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task CommitUploadAsync_RoleWithoutRights_SaysSo()
    {
        var ledger = await StagedAsync();
        var text = await Db.AddRoleAsync(withRights: false);
        await using var host = new NpgsqlConnection(text + ";Pooling=false");
        await host.OpenAsync();
        await using var transaction = await host.BeginTransactionAsync();

        Assert.Equal(LedgerErrorKind.Configuration, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
    }

    [ServerFact]
    public async Task CommitUploadAsync_ConnectionIsLost_TellsTheHostToRunAgain()
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        var process = host.ProcessID;
        await using (var transaction = await host.BeginTransactionAsync())
        {
            await CommitAsync(ledger, transaction);
            await Db.AskAsync<bool>($"SELECT pg_terminate_backend({process}, 5000)");
            Assert.Equal(LedgerErrorKind.TransactionAborted, (await Assert.ThrowsAsync<LedgerException>(() => ledger.DeleteAsync(Sample.Deletion("a"), new HostTransaction(transaction)))).Kind);
        }

        Assert.Equal(VersionState.Pending, await StateAsync(ledger, 1));
        Assert.True(await ledger.FailUploadAsync(Failure));
    }

    [ServerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitUploadAsync_LedgerOnAHostsDataSource_FindsItsSchemaAndLeavesTheHostsPath(bool succeeds)
    {
        await Db.ExecuteAsync($"CREATE SCHEMA {Db.SchemaName}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Db.ConnectionString) { SearchPath = $"\"$user\", nowhere, {Db.SchemaName}" }.ConnectionString);
        var ledger = Db.Track((SqlResourceLedger)PostgreSqlLedger.Create(source, SchemaMode.Create, TimeProvider.System));
        await ledger.OpenAsync(LedgerDatabase.Opening);
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        await using var host = await HostAsync("SET search_path = pg_catalog");
        await using var transaction = await host.BeginTransactionAsync();
        var commit = ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)) with { Epoch = succeeds ? 1 : 2 }, new HostTransaction(transaction));
        await (succeeds ? (Task)commit : Assert.ThrowsAsync<LedgerException>(() => commit));

        Assert.Equal("pg_catalog", await LedgerDatabase.AskAsync<string>(host, "SELECT current_setting('search_path')"));
        await transaction.CommitAsync();
        Assert.Equal("pg_catalog", await LedgerDatabase.AskAsync<string>(host, "SELECT current_setting('search_path')"));
        Assert.Equal(succeeds ? VersionState.Live : VersionState.Pending, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task SweepAsync_HostHoldsAVersionWhoseLeaseHasEnded_FencesTheOthersAndDoesNotWait()
    {
        var ledger = await StagedAsync();
        await ledger.BeginUploadAsync(Sample.Intent("b", Sample.Id(2)));
        await Db.ExecuteAsync("UPDATE rs_versions SET lease_until = 1");
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync();
        await CommitAsync(ledger, transaction);

        var report = await ledger.SweepAsync(new LedgerSweep());

        Assert.Equal([Sample.Id(2)], report.Fenced);
        await transaction.CommitAsync();
        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task CommitUploadAsync_SessionEndedByTheServersTimeLimit_TellsTheHostToRunAgain()
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync("SET idle_in_transaction_session_timeout = '10ms'");
        await using var transaction = await host.BeginTransactionAsync();
        await LedgerDatabase.RunAsync(host, "SELECT 1");
        await Db.WaitForEndAsync(host.ProcessID);

        Assert.Equal(LedgerErrorKind.TransactionAborted, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
    }

    [ServerFact]
    public async Task CommitUploadAsync_HostHasTheLastConnectionOfThePool_NeedsNoOther()
    {
        await Db.ExecuteAsync($"CREATE SCHEMA {Db.SchemaName}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Db.ConnectionString) { SearchPath = Db.SchemaName, MaxPoolSize = 1, Timeout = 1 }.ConnectionString);
        var ledger = Db.Track((SqlResourceLedger)PostgreSqlLedger.Create(source, SchemaMode.Create, TimeProvider.System));
        await ledger.OpenAsync(LedgerDatabase.Opening);
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        await using (var host = await source.OpenConnectionAsync())
        {
            await using var transaction = await host.BeginTransactionAsync();
            await CommitAsync(ledger, transaction);
            await transaction.CommitAsync();
        }

        Assert.Equal(VersionState.Live, await StateAsync(ledger, 1));
    }

    [ServerFact]
    public async Task CommitUploadAsync_TransactionHasFailedBefore_TellsTheHostToRollBack()
    {
        var ledger = await StagedAsync();
        await using var host = await HostAsync();
        await using var transaction = await host.BeginTransactionAsync();
        await Assert.ThrowsAsync<PostgresException>(() => LedgerDatabase.RunAsync(host, "SELECT 1 / 0"));

        Assert.Equal(LedgerErrorKind.TransactionAborted, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
    }

    private static async Task AssertLockedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<LedgerException>(call);
        Assert.Equal((LedgerErrorKind.Unavailable, PostgresErrorCodes.LockNotAvailable), (refused.Kind, Assert.IsType<PostgresException>(refused.InnerException).SqlState));
    }

    private static Task<Resource> CommitAsync(SqlResourceLedger ledger, NpgsqlTransaction transaction) =>
        ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)), new HostTransaction(transaction));

    private static async Task<VersionState> StateAsync(SqlResourceLedger ledger, int number) =>
        (await ledger.FindAsync(new ResourceLookup { VersionId = Sample.Id(number) }))!.State;

    private async Task<SqlResourceLedger> StagedAsync()
    {
        var ledger = await Db.OpenAsync();
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        return ledger;
    }

    private async Task<NpgsqlConnection> HostAsync(string? setting = null)
    {
        var host = new NpgsqlConnection(Db.ConnectionString + ";Pooling=false");
        await host.OpenAsync();
        if (setting is not null)
        {
            await LedgerDatabase.RunAsync(host, setting);
        }

        return host;
    }
}
