using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Staged uploads on a ledger that cannot take part in transactions of the host: everything but those.</summary>
public sealed class StagedUploadTests
{
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    [Fact]
    public async Task CommitAsync_LedgerKnowsNoHostTransactions_SaysWhichDo()
    {
        await using var test = Small.Storage();
        await using var staged = await StageAsync(test);

        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => staged.CommitAsync(new AnyTransaction()));

        Assert.Contains("UsePostgreSql", refused.Message, StringComparison.Ordinal);
        await staged.CommitAsync();
        Assert.Equal(VersionState.Live, await test.StateAsync(staged.Resource.VersionId));
    }

    [Fact]
    public async Task DeleteManyAsync_LedgerKnowsNoHostTransactions_DeletesNothing()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[10]);

        await Assert.ThrowsAsync<NotSupportedException>(() => ((ITransactionalStorage)test.Storage).DeleteManyAsync(["a.bin"], new AnyTransaction()));

        Assert.True(await test.Storage.ExistsAsync("a.bin"));
    }

    [Fact]
    public async Task StageAsync_NotDisposedOf_LeaseIsRenewedForAsLongAsItTakes()
    {
        await using var test = Small.Storage();
        await using var staged = await StageAsync(test);
        for (var beat = 0; beat < 10; beat++)
        {
            test.Clock.Advance(test.Options.Lease / 3);
            await test.Maintenance.SweepAsync();
        }

        await staged.CommitAsync();

        Assert.Equal(VersionState.Live, await test.StateAsync(staged.Resource.VersionId));
    }

    [Fact]
    public async Task DisposeAsync_NotCommitted_RemovesWhatLandedAndRenewsNoMore()
    {
        await using var test = Small.Storage();
        var staged = await StageAsync(test);
        await staged.DisposeAsync();
        test.LedgerFaults.ForgetCalls();
        test.Clock.Advance(test.Options.Lease);

        Assert.DoesNotContain(test.LedgerFaults.Calls, static call => call.Operation == LedgerOperation.Renew);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Equal(VersionEnd.UploadFailed, Assert.Single(await test.VersionsAsync("a.bin")).End);
    }

    [Fact]
    public async Task DisposeAsync_LedgerIsOut_DoesNotThrowAndTheSweepCleansUp()
    {
        await using var test = Small.Storage();
        var staged = await StageAsync(test);
        test.LedgerFaults.Outage = true;
        await staged.DisposeAsync();
        test.LedgerFaults.Heal();
        test.Clock.Advance(test.Options.Lease);
        await test.Maintenance.SweepAsync();
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.Equal(VersionState.Failed, await test.StateAsync(staged.Resource.VersionId));
    }

    [Fact]
    public async Task CommitAsync_Refused_HasCleanedUpAndIsOver()
    {
        await using var test = Small.Storage();
        var staged = await StageAsync(test);
        await test.Storage.UploadAsync("a.bin", new byte[20], Replace);

        var refused = await Assert.ThrowsAsync<UploadFailedException>(() => staged.CommitAsync());

        Assert.Equal(StorageErrorKind.PreconditionFailed, refused.Kind);
        Assert.Equal(VersionState.Failed, await test.StateAsync(staged.Resource.VersionId));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => staged.CommitAsync());
    }

    [Fact]
    public async Task CommitAsync_AnswerIsLost_IsLiveAllTheSame()
    {
        await using var test = Small.Storage();
        await using var staged = await StageAsync(test);
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Calls(1, 2).LoseAnswer();

        var resource = await staged.CommitAsync();

        Assert.Equal((resource.VersionId, resource.CreatedAt), ((await staged.CommitAsync()).VersionId, staged.Resource.CreatedAt));
        Assert.Equal(VersionState.Live, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task StageAsync_KnownIdempotencyKey_AnswersWhatIsThereAndSendsNothing()
    {
        await using var test = Small.Storage();
        var options = new UploadOptions { IdempotencyKey = "order-1" };
        var first = await test.Storage.UploadAsync("a.bin", new byte[10], options);
        await using (var staged = await StageAsync(test, options))
        {
            Assert.Equal(first.VersionId, staged.Resource.VersionId);
            Assert.Equal(first.VersionId, (await staged.CommitAsync(new AnyTransaction())).VersionId);
        }

        Assert.Equal(VersionState.Live, await test.StateAsync(first.VersionId));
        Assert.Single(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task StageAsync_StoreFails_IsAFailedUpload()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.Put).Fail(StorageErrorKind.AccessDenied);

        var failed = await Assert.ThrowsAsync<UploadFailedException>(() => StageAsync(test));

        Assert.Equal((StorageErrorKind.AccessDenied, TestStorage.BackupName), (failed.Kind, failed.Store));
        Assert.Equal(VersionState.Failed, await test.StateAsync(failed.VersionId));
    }

    private static async Task<StagedUpload> StageAsync(TestStorage test, UploadOptions? options = null)
    {
        using var content = new MemoryStream(new byte[10]);
        return await test.Storage.StageAsync("a.bin", content, options);
    }

    private sealed class AnyTransaction : LedgerTransaction;
}
