namespace ResilientStorage.Conformance;

/// <summary>Uploads that become live with a commit of the host.</summary>
public abstract class TransactionalLedgerCommitConformance<TFixture> : HostTransactionSuite<TFixture>
    where TFixture : ResourceLedgerFixture, IHostDatabase, new()
{
    [Fact]
    public async Task CommitAsync_HostCommits_RowAndFileAreOneCommit()
    {
        await using var other = await Fixture.OpenHostAsync();
        await using var staged = await StageAsync("photos/1.jpg");
        await using var transaction = await Host.BeginTransactionAsync();
        await transaction.InsertPhotoAsync("photos/1.jpg");
        var resource = await staged.CommitAsync(transaction);
        await transaction.InsertPhotoAsync("by the settings of the host");

        Assert.Null(await Storage.FindAsync("photos/1.jpg"));
        Assert.Equal(0, await other.CountPhotosAsync());
        await transaction.CommitAsync();

        Assert.Equal(resource.VersionId, (await Storage.FindAsync("photos/1.jpg"))!.VersionId);
        Assert.Equal(2, await other.CountPhotosAsync());
        Assert.Equal(New, await Storage.ReadAllBytesAsync("photos/1.jpg"));
        Assert.Equal(2, Node.ObjectCount);
    }

    [Fact]
    public async Task Resource_BeforeTheCommit_IsWhatTheCommitAnswers()
    {
        await using var staged = await StageAsync("a", new UploadOptions { ContentType = "image/webp" });
        var before = staged.Resource;
        await using var transaction = await Host.BeginTransactionAsync();
        var committed = await staged.CommitAsync(transaction);
        await transaction.CommitAsync();

        Assert.Equal(
            (before.Key, before.VersionId, before.Length, before.Sha256, before.ObjectKey, before.ContentType),
            (committed.Key, committed.VersionId, committed.Length, committed.Sha256, committed.ObjectKey, committed.ContentType));
        Assert.Equal(("a", New.Length), (before.Key, before.Length));
    }

    [Fact]
    public async Task DisposeAsync_HostCommitted_LeavesItLive()
    {
        Resource resource;
        await using (var staged = await StageAsync("a"))
        {
            await using var transaction = await Host.BeginTransactionAsync();
            resource = await staged.CommitAsync(transaction);
            await transaction.CommitAsync();
        }

        await Node.Maintenance.SweepAsync();
        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(VersionState.Live, await StateAsync(resource));
        Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
    }

    [Fact]
    public async Task DisposeAsync_HostRolledBack_LeavesNeitherRowNorFile()
    {
        Resource resource;
        await using (var staged = await StageAsync("a"))
        {
            await using var transaction = await Host.BeginTransactionAsync();
            await transaction.InsertPhotoAsync("a");
            resource = await staged.CommitAsync(transaction);
            await transaction.RollbackAsync();
            Assert.Equal(VersionState.Pending, await StateAsync(resource));
        }

        Assert.Equal(VersionState.Failed, await StateAsync(resource));
        Assert.Equal(0, await Host.CountPhotosAsync());
        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(0, Node.ObjectCount);
        Assert.Null(await Storage.FindAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_AfterARollback_CommitsInANewTransaction()
    {
        await using var staged = await StageAsync("a");
        await using (var given = await Host.BeginTransactionAsync())
        {
            await staged.CommitAsync(given);
            await given.RollbackAsync();
        }

        await using var transaction = await Host.BeginTransactionAsync();
        var resource = await staged.CommitAsync(transaction);
        await transaction.CommitAsync();

        Assert.Equal(VersionState.Live, await StateAsync(resource));
    }

    [Fact]
    public async Task CommitAsync_TwiceInOneTransaction_AnswersTheSame()
    {
        await using var staged = await StageAsync("a");
        await using var transaction = await Host.BeginTransactionAsync();
        var (first, second) = (await staged.CommitAsync(transaction), await staged.CommitAsync(transaction));
        await transaction.CommitAsync();

        Assert.Equal((first.VersionId, first.CreatedAt), (second.VersionId, second.CreatedAt));
        Assert.Equal(VersionState.Live, await StateAsync(first));
    }

    [Fact]
    public async Task CommitAsync_Replace_ReadersSeeTheOldUntilTheHostCommits()
    {
        await UploadAsync("a");
        await using (var staged = await StageAsync("a", Replace))
        {
            await using var transaction = await Host.BeginTransactionAsync();
            await staged.CommitAsync(transaction);
            Assert.Equal(Old, await Storage.ReadAllBytesAsync("a"));
            await transaction.CommitAsync();
            Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
        }

        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
        Assert.Equal(2, Node.ObjectCount);
    }

    [Fact]
    public async Task CommitAsync_KeyBecameLiveMeanwhile_FailsAndLeavesTheTransactionUsable()
    {
        await using var staged = await StageAsync("a");
        await Storage.UploadAsync("a", Old.AsMemory(), Replace);
        await using (var transaction = await Host.BeginTransactionAsync())
        {
            await transaction.InsertPhotoAsync("before");
            var refused = await Assert.ThrowsAsync<UploadFailedException>(() => staged.CommitAsync(transaction));
            await transaction.InsertPhotoAsync("after");
            await transaction.CommitAsync();

            Assert.Equal((StorageErrorKind.PreconditionFailed, "a", false), (refused.Kind, refused.Key, refused.OutcomeUnknown));
            Assert.IsType<ResourceAlreadyExistsException>(refused.InnerException);
        }

        await staged.DisposeAsync();
        Assert.Equal(2, await Host.CountPhotosAsync());
        Assert.Equal(VersionState.Failed, await StateAsync(staged.Resource));
        Assert.Equal(Old, await Storage.ReadAllBytesAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_FencedMeanwhile_FailsAndTheTransactionIsUsable()
    {
        await using var staged = await StageAsync("a");
        await Storage.PurgeAsync("a");
        await using var transaction = await Host.BeginTransactionAsync();
        var refused = await Assert.ThrowsAsync<UploadFailedException>(() => staged.CommitAsync(transaction));
        await transaction.InsertPhotoAsync("after");
        await transaction.CommitAsync();

        Assert.Equal(StorageErrorKind.PreconditionFailed, refused.Kind);
        Assert.Equal(1, await Host.CountPhotosAsync());
        Assert.Null(await Storage.FindAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_TwoKeysInOneTransaction_BothOrNeither()
    {
        await using var first = await StageAsync("a");
        await using var second = await StageAsync("b");
        await using (var given = await Host.BeginTransactionAsync())
        {
            await first.CommitAsync(given);
            await second.CommitAsync(given);
            await given.RollbackAsync();
        }

        Assert.Equal((false, false), (await Storage.ExistsAsync("a"), await Storage.ExistsAsync("b")));
        await using var transaction = await Host.BeginTransactionAsync();
        await first.CommitAsync(transaction);
        await second.CommitAsync(transaction);
        await transaction.CommitAsync();
        Assert.Equal((true, true), (await Storage.ExistsAsync("a"), await Storage.ExistsAsync("b")));
    }

    [Fact]
    public async Task CommitAsync_TwoInstancesInOneTransaction_EachIsLiveInItsOwn()
    {
        await using var documents = new HostNode(Fixture.CreateLedger, instance: "documents");
        await using var photo = await StageAsync("a");
        await using var document = await documents.StageAsync("b", Old);
        await using var transaction = await Host.BeginTransactionAsync();
        await photo.CommitAsync(transaction);
        await document.CommitAsync(transaction);
        await transaction.CommitAsync();

        Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
        Assert.Equal(Old, await documents.Storage.ReadAllBytesAsync("b"));
        Assert.Equal((false, false), (await Storage.ExistsAsync("b"), await documents.Storage.ExistsAsync("a")));
    }

    [Fact]
    public async Task StageAsync_FailOfOneKeyTwice_TheSecondIsRefused()
    {
        await using var staged = await StageAsync("a");

        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => StageAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_LeaseEndedAndSweptByAnotherNode_CleansUpAndFails()
    {
        await using var other = new HostNode(Fixture.CreateLedger, Node);
        var staged = await StageAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(2));

        // What a process that is gone leaves behind: nobody disposes of it.
        await other.Maintenance.SweepAsync();
        await other.Maintenance.RunPendingWorkAsync();

        Assert.Equal(0, Node.ObjectCount);
        Assert.Equal(VersionState.Failed, await StateAsync(staged.Resource));
        await using var transaction = await Host.BeginTransactionAsync();
        await Assert.ThrowsAsync<UploadFailedException>(() => staged.CommitAsync(transaction));
    }

    [Fact]
    public async Task DisposeAsync_NotCommitted_FailsAndCleansUp()
    {
        var staged = await StageAsync("a");
        await staged.DisposeAsync();
        await staged.DisposeAsync();

        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(0, Node.ObjectCount);
        await UploadAsync("a");
        await using var transaction = await Host.BeginTransactionAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => staged.CommitAsync(transaction));
    }

    [Fact]
    public async Task CommitAsync_WithoutATransaction_IsTheEndOfAnUpload()
    {
        await using var staged = await StageAsync("a");
        var resource = await staged.CommitAsync();

        Assert.Equal(resource.VersionId, (await staged.CommitAsync(transaction: (System.Data.Common.DbTransaction?)null)).VersionId);
        Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_Cancelled_ChangesNothing()
    {
        await using var staged = await StageAsync("a");
        await using var transaction = await Host.BeginTransactionAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => staged.CommitAsync(transaction, new CancellationToken(canceled: true)));
        await staged.CommitAsync(transaction);
        await transaction.CommitAsync();

        Assert.True(await Storage.ExistsAsync("a"));
    }
}
