namespace ResilientStorage.Conformance;

/// <summary>Resources that are deleted with a commit of the host.</summary>
public abstract class TransactionalLedgerDeleteConformance<TFixture> : HostTransactionSuite<TFixture>
    where TFixture : ResourceLedgerFixture, IHostDatabase, new()
{
    [Fact]
    public async Task DeleteManyAsync_HostCommits_ReadersSeeThemUntilThen()
    {
        await UploadAsync("album/1");
        await UploadAsync("album/2");
        await using var transaction = await Host.BeginTransactionAsync();
        await transaction.InsertPhotoAsync("deleted");
        var report = await Storage.DeleteManyAsync(["album/2", "album/1", "album/3", "/bad"], transaction);
        Assert.Equal(Old, await Storage.ReadAllBytesAsync("album/1"));
        Assert.True(await Storage.ExistsAsync("album/2"));
        await transaction.CommitAsync();

        Assert.Equal(["album/2", "album/1", "album/3", "/bad"], report.Results.Select(static result => result.Key));
        Assert.Equal([null, null, typeof(ResourceNotFoundException), typeof(ArgumentException)], report.Results.Select(static result => result.Error?.GetType()));
        Assert.False(await Storage.ExistsAsync("album/1"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Storage.OpenReadAsync("album/2"));
    }

    [Fact]
    public async Task DeleteManyAsync_HostCommits_TheWorkersPollFindsTheBytes()
    {
        await UploadAsync("a");
        await using (var transaction = await Host.BeginTransactionAsync())
        {
            await Storage.DeleteManyAsync(["a"], transaction);
            await transaction.CommitAsync();
        }

        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(0, Node.ObjectCount);
    }

    [Fact]
    public async Task DeleteManyAsync_HostRollsBack_LeavesThemAsTheyWere()
    {
        await UploadAsync("a");
        await using (var transaction = await Host.BeginTransactionAsync())
        {
            Assert.Equal(1, (await Storage.DeleteManyAsync(["a"], transaction)).DeletedCount);
            await transaction.RollbackAsync();
        }

        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(Old, await Storage.ReadAllBytesAsync("a"));
        Assert.Equal(2, Node.ObjectCount);
    }

    [Fact]
    public async Task DeleteManyAsync_MoreThanOneTransactionOfTheLedgersOwn_IsStillOne()
    {
        var keys = Enumerable.Range(0, 230).Select(static number => $"k{number}").ToList();
        foreach (var key in keys)
        {
            await UploadAsync(key);
        }

        await using (var transaction = await Host.BeginTransactionAsync())
        {
            Assert.Equal(230, (await Storage.DeleteManyAsync(keys, transaction)).DeletedCount);
            await transaction.RollbackAsync();
        }

        Assert.Equal(230, (await Node.Maintenance.GetStatusAsync()).Ledger.Live);
    }

    [Fact]
    public async Task DeleteManyAsync_ThenCommitAtTheSameKey_InOneTransaction()
    {
        await UploadAsync("a");
        await using var staged = await StageAsync("a", Replace);
        await using var transaction = await Host.BeginTransactionAsync();
        var deleted = await Storage.DeleteManyAsync(["a"], transaction);
        var resource = await staged.CommitAsync(transaction);
        await transaction.CommitAsync();

        Assert.Equal(1, deleted.DeletedCount);
        Assert.Equal(VersionState.Live, await StateAsync(resource));
        Assert.Equal(New, await Storage.ReadAllBytesAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_ThenDeleteManyOfTheSameKey_InOneTransaction()
    {
        await using (var staged = await StageAsync("a"))
        {
            await using var transaction = await Host.BeginTransactionAsync();
            await staged.CommitAsync(transaction);
            Assert.Equal(1, (await Storage.DeleteManyAsync(["a"], transaction)).DeletedCount);
            await transaction.CommitAsync();
        }

        Assert.False(await Storage.ExistsAsync("a"));
        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(0, Node.ObjectCount);
    }

    [Fact]
    public async Task DeleteManyAsync_FirstCallOfItsProcess_NeedsNotWaitForTheHost()
    {
        await UploadAsync("a");
        await using var node = new HostNode(Fixture.CreateLedger, Node);
        await using var transaction = await Host.BeginTransactionAsync();
        await transaction.InsertPhotoAsync("the host writes already");
        await node.Storage.DeleteManyAsync(["a"], transaction);
        await transaction.CommitAsync();

        Assert.False(await Storage.ExistsAsync("a"));
    }
}
