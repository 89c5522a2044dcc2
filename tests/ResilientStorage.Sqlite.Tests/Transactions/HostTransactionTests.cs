using Microsoft.Data.Sqlite;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.HostTransactions;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>A host that holds the one write lock of the file.</summary>
public sealed class HostTransactionTests : LedgerFileTests
{
    private static readonly LedgerLease Lease = new() { VersionId = Sample.Id(1), Epoch = 1, Duration = TimeSpan.FromSeconds(60), DoNotWait = true };

    [Fact]
    public async Task CommitUploadAsync_RenewalWaitsForTheHost_DoesNotWaitForTheRenewal()
    {
        var ledger = await StagedAsync();
        using var host = Db.Connect();
        using var cancellation = new CancellationTokenSource();
        Task<bool> renewing;
        using (var transaction = host.BeginTransaction())
        {
            // It is in front of the ledger's gate now, and would be before every other writer.
            renewing = ledger.RenewAsync(Lease, cancellation.Token);
            await CommitAsync(ledger, transaction);
            Assert.False(renewing.IsCompleted);
            transaction.Rollback();
        }

        Assert.True(await renewing);
    }

    [Fact]
    public async Task RenewAsync_HostHoldsTheFileForTooLong_CanBeGivenUp()
    {
        var ledger = await StagedAsync();
        using var host = Db.Connect();
        using var cancellation = new CancellationTokenSource();
        using (var transaction = host.BeginTransaction())
        {
            var renewing = ledger.RenewAsync(Lease, cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renewing);
        }

        Assert.True(await ledger.RenewAsync(Lease));
    }

    [Fact]
    public async Task CommitUploadAsync_DeferredTransactionThatHasReadAnOlderState_TellsTheHostToRunAgain()
    {
        var ledger = await StagedAsync();
        using var host = Db.Connect();
        host.DefaultTimeout = 1;
        using var transaction = host.BeginTransaction(deferred: true);
        LedgerFile.Scalar(host, "SELECT COUNT(*) FROM rs_versions");
        await ledger.RenewAsync(Lease);

        Assert.Equal(LedgerErrorKind.TransactionAborted, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
    }

    [Fact]
    public async Task CommitUploadAsync_LedgersFileIsOnlyAttached_IsRefused()
    {
        var ledger = await StagedAsync();
        using var host = Db.Connect(Path.Combine(Db.Folder, "app.db"));
        LedgerFile.Run(host, $"ATTACH '{Db.Path}' AS ledger");
        using var transaction = host.BeginTransaction();

        Assert.Equal(LedgerErrorKind.Configuration, (await Assert.ThrowsAsync<LedgerException>(() => CommitAsync(ledger, transaction))).Kind);
    }

    [Fact]
    public async Task OpenAsync_EverythingIsRecorded_DoesNotWaitForTheHost()
    {
        var opened = await Db.OpenAsync();
        var id = (await opened.OpenAsync(LedgerFile.Opening)).LedgerId;
        using var host = Db.Connect();
        using var transaction = host.BeginTransaction();

        Assert.Equal(id, (await Db.Ledger().OpenAsync(LedgerFile.Opening)).LedgerId);
    }

    private static Task<Resource> CommitAsync(SqlResourceLedger ledger, SqliteTransaction transaction) =>
        ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)), new HostTransaction(transaction));

    private async Task<SqlResourceLedger> StagedAsync()
    {
        var ledger = await Db.OpenAsync();
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        return ledger;
    }
}
