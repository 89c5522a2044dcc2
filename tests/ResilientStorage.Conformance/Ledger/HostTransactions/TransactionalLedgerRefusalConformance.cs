using System.Data.Common;
using ResilientStorage.Ledger;

namespace ResilientStorage.Conformance;

/// <summary>Transactions that the ledger cannot work in, and calls that fail half way.</summary>
public abstract class TransactionalLedgerRefusalConformance<TFixture> : HostTransactionSuite<TFixture>
    where TFixture : ResourceLedgerFixture, IHostDatabase, new()
{
    [Fact]
    public async Task CommitAsync_TransactionOfAnotherDriver_IsRefused()
    {
        await using var staged = await StageAsync("a");
        await using var transaction = new ForeignTransaction();

        Assert.Contains("ForeignConnection", (await RefusedAsync(staged, transaction)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_TransactionOnADatabaseWithoutALedger_IsRefused()
    {
        await using var elsewhere = await Fixture.OpenElsewhereAsync();
        await using var staged = await StageAsync("a");
        await using var transaction = await elsewhere.BeginTransactionAsync();

        Assert.Contains("holds no ledger", (await RefusedAsync(staged, transaction)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_TransactionOnAnotherLedger_IsRefused()
    {
        await using var staged = await StageAsync("a");
        await Fixture.ExecuteAsync("UPDATE rs_meta SET ledger_id = '99999999-2222-3333-4444-555555555555'");
        await using var transaction = await Host.BeginTransactionAsync();

        Assert.Contains("another ledger", (await RefusedAsync(staged, transaction)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteManyAsync_TransactionOnADatabaseWithoutALedger_DeletesNothing()
    {
        await UploadAsync("a");
        await using var elsewhere = await Fixture.OpenElsewhereAsync();
        await using var transaction = await elsewhere.BeginTransactionAsync();

        Assert.Equal(LedgerErrorKind.Configuration, (await Assert.ThrowsAsync<LedgerException>(() => Storage.DeleteManyAsync(["a"], transaction))).Kind);
        Assert.True(await Storage.ExistsAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_TransactionThatIsOver_IsRefusedAndAnotherIsTaken()
    {
        await using var staged = await StageAsync("a");
        var over = await Host.BeginTransactionAsync();
        await over.CommitAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => staged.CommitAsync(over));
        await over.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => staged.CommitAsync(over));

        await using var transaction = await Host.BeginTransactionAsync();
        await staged.CommitAsync(transaction);
        await transaction.CommitAsync();
        Assert.True(await Storage.ExistsAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_TransactionOfAnotherKindOfLedger_IsAnArgumentError()
    {
        await using var staged = await StageAsync("a");

        await Assert.ThrowsAsync<ArgumentException>(() => staged.CommitAsync(new OtherTransaction()));
    }

    [Fact]
    public async Task CommitAsync_FailsAfterItsFirstChanges_TheHostCommitsNoneOfThem()
    {
        await UploadAsync("a");
        await using var staged = await StageAsync("a", Replace);
        await Fixture.ExecuteAsync("ALTER TABLE rs_history RENAME TO rs_history_away");
        await using (var transaction = await Host.BeginTransactionAsync())
        {
            await transaction.InsertPhotoAsync("a");
            await Assert.ThrowsAsync<LedgerException>(() => staged.CommitAsync(transaction));
            await transaction.InsertPhotoAsync("b");
            await transaction.CommitAsync();
        }

        await Fixture.ExecuteAsync("ALTER TABLE rs_history_away RENAME TO rs_history");
        Assert.Equal(2, await Host.CountPhotosAsync());
        Assert.Equal(Old, await Storage.ReadAllBytesAsync("a"));
        Assert.Equal(VersionState.Pending, await StateAsync(staged.Resource));
        Assert.Equal((0L, 0L), ((await Node.Maintenance.GetStatusAsync()).Ledger.RemovalsDue, (await Node.Maintenance.GetStatusAsync()).Ledger.AwaitingRemoval));
    }

    private static async Task<LedgerException> RefusedAsync(StagedUpload staged, DbTransaction transaction)
    {
        var refused = await Assert.ThrowsAsync<LedgerException>(() => staged.CommitAsync(transaction));
        Assert.Equal((LedgerErrorKind.Configuration, false), (refused.Kind, refused.IsTransient));
        return refused;
    }

    private sealed class OtherTransaction : LedgerTransaction;
}
