namespace ResilientStorage.Conformance;

/// <summary>A host's transaction against another node, on two threads at once.</summary>
public abstract class TransactionalLedgerConcurrencyConformance<TFixture> : HostTransactionSuite<TFixture>
    where TFixture : ResourceLedgerFixture, IHostDatabase, new()
{
    private const int Rounds = 100;

    private readonly Race _race = new(seed: 1);

    [Fact]
    public async Task FailCommitInATransaction_AgainstAReplace_NeverTakesThePlaceOfALiveVersion()
    {
        await using var other = new HostNode(Fixture.CreateLedger, Node);
        var committed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"k{round}";
            await using var staged = await StageAsync(key);
            var (isCommitted, replacing) = await _race.RunAsync(() => TryCommitAsync(staged), () => other.Storage.UploadAsync(key, Old.AsMemory(), Replace));
            await staged.DisposeAsync();

            committed += isCommitted ? 1 : 0;
            Assert.Equal(replacing.VersionId, (await Storage.FindAsync(key))!.VersionId);
            Assert.Equal(isCommitted ? VersionState.Deleted : VersionState.Failed, await StateAsync(staged.Resource));
        }

        Assert.Equal(committed, await Host.CountPhotosAsync());
    }

    [Fact]
    public async Task Dispose_AgainstTheHostsCommit_ClaimsOnlyOneOutcome()
    {
        var committed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var staged = await StageAsync($"k{round}");
            await using var transaction = await Host.BeginTransactionAsync();
            await transaction.InsertPhotoAsync($"k{round}");
            await staged.CommitAsync(transaction);
            await _race.RunAsync(
                async () =>
                {
                    await transaction.CommitAsync();
                    return true;
                },
                async () =>
                {
                    await staged.DisposeAsync();
                    return true;
                });

            // The host's commit had run its course in the ledger before: whatever the clean-up saw, it may not have undone it.
            Assert.Equal(VersionState.Live, await StateAsync(staged.Resource));
            committed++;
        }

        Assert.Equal(committed, await Host.CountPhotosAsync());
        await Node.Maintenance.RunPendingWorkAsync();
        Assert.Equal(2 * committed, Node.ObjectCount);
    }

    private async Task<bool> TryCommitAsync(StagedUpload staged)
    {
        await using var transaction = await Host.BeginTransactionAsync();
        await transaction.InsertPhotoAsync(staged.Resource.Key);
        try
        {
            await staged.CommitAsync(transaction);
        }
        catch (UploadFailedException refused) when (refused.Kind == StorageErrorKind.PreconditionFailed)
        {
            return false;
        }

        await transaction.CommitAsync();
        return true;
    }
}
