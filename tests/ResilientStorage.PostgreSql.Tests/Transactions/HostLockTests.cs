using Npgsql;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.HostTransactions;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>Readers and workers on versions that a transaction of the host holds.</summary>
public sealed class HostLockTests : LedgerDatabaseTests
{
    [ServerFact]
    public async Task ReportAsync_HostHoldsAVersion_DropsItsFindingAndTakesTheOthers()
    {
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);
        await Sample.UploadAsync(ledger, "b", 2);
        await using var host = await Db.ConnectAsync();
        await using (var transaction = await host.BeginTransactionAsync())
        {
            await DeleteAsync(ledger, transaction);
            Assert.Equal(1, (await ledger.ReportAsync([Missing(1), Missing(2)])).Applied);
            await transaction.RollbackAsync();
        }

        Assert.Equal(1, (await ledger.ReportAsync([Missing(1), Missing(2)])).Applied);
        Assert.Equal(ReplicaState.Missing, (await ledger.FindAsync(new ResourceLookup { VersionId = Sample.Id(1) }))!.Replicas.Single(static replica => replica.Store == "main").State);
    }

    [ServerTheory]
    [InlineData(WorkKind.Repair)]
    [InlineData(WorkKind.Alias)]
    public async Task RenewAsync_HostHoldsWhatTheWorkIsAbout_IsAnErrorAtOnceAndTheLeaseGoesOn(WorkKind kind)
    {
        var ledger = await Db.OpenAsync();
        await ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)) with { PublishAt = PublishAt.Key("public/a") });
        await ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));
        await ledger.ReportAsync([Missing(1)]);
        var work = Assert.Single(await ledger.ClaimAsync(Sample.Claim(kind)));
        var lease = new LedgerLease { WorkId = work.WorkId, Epoch = work.Epoch, Duration = Sample.Hour, DoNotWait = true };
        await using var host = await Db.ConnectAsync();
        await using (var transaction = await host.BeginTransactionAsync())
        {
            await DeleteAsync(ledger, transaction);
            var refused = await Assert.ThrowsAsync<LedgerException>(() => ledger.RenewAsync(lease));
            Assert.Equal((LedgerErrorKind.Unavailable, true), (refused.Kind, refused.IsLocked));
            await transaction.RollbackAsync();
        }

        Assert.True(await ledger.RenewAsync(lease));
    }

    private static ReplicaFinding Missing(int number) =>
        new() { VersionId = Sample.Id(number), Store = "main", ReplicaEpoch = 2, Kind = ReplicaFindingKind.Missing, Reason = "404" };

    private static Task<DeleteReport> DeleteAsync(SqlResourceLedger ledger, NpgsqlTransaction transaction) =>
        ledger.DeleteAsync(Sample.Deletion("a"), new HostTransaction(transaction));
}
