using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>The end of an upload: commits that are not answered, fenced uploaders, races.</summary>
public sealed class UploadCommitTests
{
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task UploadAsync_CommitFailsAFewTimes_LiveAllTheSame(int times, bool after)
    {
        await using var test = Small.Storage();
        var rule = test.LedgerFaults.On(LedgerOperation.CommitUpload).Calls(1, times);
        _ = after ? rule.LoseAnswer() : rule.Fail();

        var resource = await test.Storage.UploadAsync("a.bin", new byte[10]);

        Assert.Equal(VersionState.Live, await test.StateAsync(resource.VersionId));
        Assert.Equal(resource.VersionId, (await test.Storage.FindAsync("a.bin"))!.VersionId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadAsync_CommitNeverAnswered_OutcomeUnknownAndNothingCleanedUp(bool after)
    {
        await using var test = Small.Storage();
        var rule = test.LedgerFaults.On(LedgerOperation.CommitUpload);
        _ = after ? rule.LoseAnswer() : rule.Fail();

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[10]));

        Assert.True(error.OutcomeUnknown);
        Assert.DoesNotContain(test.LedgerFaults.Calls, static call => call.Operation == LedgerOperation.FailUpload);
        test.LedgerFaults.Heal();
        Assert.Equal(after ? VersionState.Live : VersionState.Pending, await test.StateAsync(error.VersionId));
        Assert.Single(TestStorage.Objects(test.Main));
        Assert.Single(TestStorage.Objects(test.Backup));
    }

    [Fact]
    public async Task UploadAsync_CommitNeverTookEffect_SweepRemovesItAfterTheLease()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Fail();
        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[10]));
        test.LedgerFaults.Heal();

        Assert.Equal(0, (await test.Maintenance.SweepAsync()).UploadsFenced);
        test.Clock.Advance(test.Options.Lease);
        Assert.Equal(1, (await test.Maintenance.SweepAsync()).UploadsFenced);

        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(VersionState.Purged, await test.StateAsync(error.VersionId));
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task UploadAsync_CommitAnswerLostAndDeletedMeanwhile_IsNoFailure()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Call(1).LoseAnswer();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Call(2).Delay(TimeSpan.FromSeconds(1));

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        await test.Storage.DeleteAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, (await upload).Length);
    }

    [Fact]
    public async Task UploadAsync_LedgerGoneAfterTheStoresFailed_StoresErrorAndTheSweepCleansUp()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.BackupFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);
        test.LedgerFaults.On(LedgerOperation.FailUpload).Fail();

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.bin", new byte[10]));

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(StorageErrorKind.QuotaExceeded, error.Kind);
        Assert.Contains("sweep", error.Message, StringComparison.Ordinal);
        test.Clock.Advance(test.Options.Lease);
        Assert.Equal(1, (await test.Maintenance.SweepAsync()).UploadsFenced);
    }

    [Fact]
    public async Task UploadAsync_CleanUpHangs_GivenUpAfterTenSeconds()
    {
        await using var test = Small.Storage();
        test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.AccessDenied);
        test.LedgerFaults.On(LedgerOperation.FailUpload).Hang();

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        Assert.False(upload.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<UploadFailedException>(() => upload);
    }

    [Fact]
    public async Task UploadAsync_LeaseLost_StoppedAndRemovedByWhoFencedIt()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.Renew).Fail();
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Hang();

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        test.Clock.Advance(test.Options.Lease - TimeSpan.FromSeconds(1));
        Assert.False(upload.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => upload);
        Assert.Equal(StorageErrorKind.PreconditionFailed, error.Kind);
        Assert.Contains("lease", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadAsync_SlowButRenewed_OutlivesItsLease()
    {
        await using var test = Small.Storage(static options => options.Resilience.Foreground.AttemptTimeout = options.Resilience.Foreground.TotalTimeout = TimeSpan.FromHours(1));
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Delay(TimeSpan.FromMinutes(10));

        var upload = test.Storage.UploadAsync("a.bin", new byte[10]);
        test.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, (await test.Maintenance.SweepAsync()).UploadsFenced);
        test.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VersionState.Live, await test.StateAsync((await upload).VersionId));
    }

    [Fact]
    public async Task UploadAsync_FencedByAnotherUploadOfTheKey_OnlyTheOtherIsLive()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.Renew).Fail();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Call(1).Delay(TimeSpan.FromMinutes(5));
        var late = test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Clock.Advance(TimeSpan.FromMinutes(2));

        var winner = await test.Storage.UploadAsync("a.bin", new byte[] { 2 });
        test.Clock.Advance(TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => late);
        Assert.Equal(StorageErrorKind.PreconditionFailed, error.Kind);
        Assert.Equal(winner.VersionId, (await test.Storage.FindAsync("a.bin"))!.VersionId);
        Assert.Equal(new byte[] { 2 }, await test.Storage.ReadAllBytesAsync("a.bin"));
    }

    [Fact]
    public async Task UploadAsync_KeyExists_RefusedAndNothingSent()
    {
        await using var test = Small.Storage();
        var live = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.MainFaults.ForgetCalls();
        using var source = new SourceStream(new byte[10]);

        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("a.bin", source));

        Assert.Equal(live.VersionId, error.LiveVersion);
        Assert.Empty(test.MainFaults.Calls);
        Assert.Equal(0, source.BytesRead);
    }

    [Fact]
    public async Task UploadAsync_KeyIsBeingUploaded_Refused()
    {
        await using var test = Small.Storage();
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Delay(TimeSpan.FromSeconds(1));
        var first = test.Storage.UploadAsync("a.bin", new byte[] { 1 });

        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("a.bin", new byte[] { 2 }));

        Assert.Null(error.LiveVersion);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await first;
    }

    [Fact]
    public async Task UploadAsync_ReplacesThatOverlap_LastCommitWins()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 0 });
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Delay(TimeSpan.FromSeconds(1));
        var slow = test.Storage.UploadAsync("a.bin", new byte[] { 1 }, Replace);
        await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace);
        Assert.Equal(new byte[] { 2 }, await test.Storage.ReadAllBytesAsync("a.bin"));

        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await slow;

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
        Assert.Equal(1, (await test.VersionsAsync("a.bin")).Count(static version => version.State == VersionState.Live));
    }

    [Fact]
    public async Task UploadAsync_IfVersionNoLongerHoldsAtTheCommit_FailedAndRemoved()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 0 });
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Delay(TimeSpan.FromSeconds(1));
        var slow = test.Storage.UploadAsync("a.bin", new byte[] { 1 }, Replace with { IfVersion = first.VersionId });
        var second = await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace with { IfVersion = first.VersionId });

        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<UploadFailedException>(() => slow);
        Assert.Equal(StorageErrorKind.PreconditionFailed, error.Kind);
        Assert.IsType<ResourceAlreadyExistsException>(error.InnerException);
        Assert.Equal(VersionState.Failed, await test.StateAsync(error.VersionId));
        Assert.Equal(second.VersionId, (await test.Storage.FindAsync("a.bin"))!.VersionId);
    }

    [Fact]
    public async Task UploadAsync_IfVersionAtTheDoor_RefusedWhenAnotherIsLiveOrNone()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 0 });
        var second = await test.Storage.UploadAsync("a.bin", new byte[] { 1 }, Replace);

        var other = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace with { IfVersion = first.VersionId }));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.UploadAsync("b.bin", new byte[] { 2 }, Replace with { IfVersion = first.VersionId }));

        Assert.Equal(second.VersionId, other.LiveVersion);
    }
}
