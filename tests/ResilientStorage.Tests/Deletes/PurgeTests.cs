using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Deletes;

/// <summary>Erasure with receipts.</summary>
public sealed class PurgeTests
{
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    [Fact]
    public async Task PurgeAsync_LiveSupersededAndDeletedVersions_AllConfirmedAtOnce()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await test.Storage.DeleteAsync("a.bin");
        await test.Storage.UploadAsync("a.bin", new byte[] { 2 });
        await test.Storage.UploadAsync("a.bin", new byte[] { 3 }, Replace);
        await test.Storage.UploadAsync("other.bin", new byte[] { 4 });

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.True(report.IsComplete);
        Assert.Equal(("a.bin", 3), (report.Key, report.Versions));
        Assert.Equal([TestStorage.MainName, TestStorage.BackupName], report.Stores.Select(static store => store.Store));
        Assert.Single(TestStorage.Objects(test.Main));
        Assert.Single(TestStorage.Objects(test.Backup));
        Assert.All(await test.VersionsAsync("a.bin"), static version => Assert.Equal(VersionState.Purged, version.State));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.OpenReadAsync("a.bin"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.RestoreAsync("a.bin"));
    }

    [Fact]
    public async Task PurgeAsync_ResidueOfAConfirmedRemoval_RemovedAndConfirmed()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await test.Storage.PurgeAsync("a.bin");
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);

        await test.Main.PutAsync(resource.ObjectKey, default, new Stores.PutObjectOptions());

        var report = await test.Storage.PurgeAsync("a.bin");
        Assert.True(report.IsComplete);
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task PurgeAsync_StoreIsDark_WaitingWithTheCauseThenConfirmed()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.BackupFaults.Outage = true;

        var waiting = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal([PurgeOutcome.Confirmed, PurgeOutcome.Waiting], waiting.Stores.Select(static store => store.Outcome));
        Assert.Contains("'backup'", waiting.Stores[1].Reason, StringComparison.Ordinal);
        Assert.False(waiting.IsComplete);
        test.Heal();
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_StoreLosesTheAnswerOfTheListing_Waiting()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.MainFaults.On(StoreOperation.List).Fail(StorageErrorKind.AccessDenied);

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal([PurgeOutcome.Waiting, PurgeOutcome.Confirmed], report.Stores.Select(static store => store.Outcome));
    }

    [Fact]
    public async Task PurgeAsync_AWriteMayStillLand_NotBeforeThatTimeAndConfirmedThen()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).LoseAnswer();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        var committed = test.Clock.GetUtcNow();
        test.Clock.Advance(TimeSpan.FromMinutes(10));

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal([PurgeOutcome.Confirmed, PurgeOutcome.NotBefore], report.Stores.Select(static store => store.Outcome));
        Assert.Equal(committed + test.Options.LateWriteGrace, report.Stores[1].NotBefore);
        test.Clock.SetUtcNow(report.Stores[1].NotBefore!.Value);
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_DarkAtFirstAndAWriteMayStillLand_NotBeforeOnceItIsRemoved()
    {
        await using var test = Small.Storage();
        test.BackupFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).LoseAnswer();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.BackupFaults.Outage = true;
        await test.Storage.PurgeAsync("a.bin");
        test.BackupFaults.Heal();
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await test.Maintenance.RunPendingWorkAsync();

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal([PurgeOutcome.Confirmed, PurgeOutcome.NotBefore], report.Stores.Select(static store => store.Outcome));
    }

    [Fact]
    public async Task PurgeAsync_WhileAnUploadIsPending_FencedAndNothingStays()
    {
        await using var test = Small.Storage();
        test.MainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).Call(1).Delay(TimeSpan.FromSeconds(10));
        var upload = test.Storage.UploadAsync("a.bin", new byte[] { 1 });

        var report = await test.Storage.PurgeAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.All(report.Stores, static store => Assert.Equal(PurgeOutcome.NotBefore, store.Outcome));
        var error = await Assert.ThrowsAsync<UploadFailedException>(() => upload);
        Assert.Equal(StorageErrorKind.PreconditionFailed, error.Kind);
        Assert.Null(await test.Storage.FindAsync("a.bin"));
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Empty(TestStorage.Objects(test.Main));
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_RestoredMeanwhileWhereACopyWasLost_WaitsForAnotherPurge()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        test.LedgerFaults.On(LedgerOperation.Claim).Call(1).Delay(TimeSpan.FromSeconds(1));
        var purge = test.Storage.PurgeAsync("a.bin");
        await test.Storage.RestoreAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All((await purge).Stores, static store => Assert.Equal(PurgeOutcome.Waiting, store.Outcome));
        Assert.NotNull(await test.Storage.FindAsync("a.bin"));
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_DeadLetters_AreTriedAgain()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        for (var i = 0; i < 6; i++)
        {
            await test.Maintenance.RunPendingWorkAsync();
            test.Clock.Advance(test.Options.MaxWorkRetryDelay);
        }

        Assert.Single(await RemovalTests.ListAsync(test.Maintenance.ListDeadLettersAsync()));
        var waiting = await test.Storage.PurgeAsync("a.bin");
        test.BackupFaults.Heal();
        var done = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal(PurgeOutcome.Waiting, waiting.Stores[1].Outcome);
        Assert.True(done.IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_AbandonedReplica_IsTriedAgain()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        for (var i = 0; i < 6; i++)
        {
            await test.Maintenance.RunPendingWorkAsync();
            test.Clock.Advance(test.Options.MaxWorkRetryDelay);
        }

        var letter = Assert.Single(await RemovalTests.ListAsync(test.Maintenance.ListDeadLettersAsync()));
        await test.Maintenance.DiscardDeadLettersAsync([letter.WorkId], "given up");
        test.BackupFaults.Heal();

        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
        Assert.Empty(TestStorage.Objects(test.Backup));
    }

    [Fact]
    public async Task PurgeAsync_ForgetKey_NoTraceOfTheKeyInTheLedger()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("people/jane.jpg", new byte[] { 1 });

        var report = await test.Storage.PurgeAsync("people/jane.jpg", new PurgeOptions { ForgetKey = true });

        Assert.True(report.IsComplete);
        Assert.Empty(await test.VersionsAsync("people/jane.jpg"));
        var forgotten = (await test.Ledger.FindAsync(new Ledger.ResourceLookup { VersionId = resource.VersionId }))!;
        Assert.StartsWith("sha256:", forgotten.Resource.Key, StringComparison.Ordinal);
        Assert.All(forgotten.Replicas, static replica => Assert.DoesNotContain("jane", replica.ObjectKey, StringComparison.Ordinal));
        await test.Storage.UploadAsync("people/jane.jpg", new byte[] { 2 });
    }

    [Fact]
    public async Task PurgeAsync_ForgetKeyWhileAStoreIsDark_ForgottenOnceItIsRemoved()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("people/jane.jpg", new byte[] { 1 });
        test.BackupFaults.Outage = true;
        Assert.False((await test.Storage.PurgeAsync("people/jane.jpg", new PurgeOptions { ForgetKey = true })).IsComplete);

        test.BackupFaults.Heal();
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Empty(await test.VersionsAsync("people/jane.jpg"));
        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task PurgeAsync_PublishedResource_AliasIsGoneToo()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 }, new UploadOptions { PublishAt = PublishAt.Key("logo.png") });
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Contains("logo.png", test.Main.ObjectKeys);

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.True(report.IsComplete);
        Assert.DoesNotContain("logo.png", test.Main.ObjectKeys);
    }

    [Fact]
    public async Task PurgeAsync_AliasCannotBeRemoved_MainWaits()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[] { 1 }, new UploadOptions { PublishAt = PublishAt.Key("logo.png") });
        await test.Maintenance.RunPendingWorkAsync();
        test.MainFaults.On(StoreOperation.Delete).ForKeys(static key => key == "logo.png").Fail(StorageErrorKind.AccessDenied);

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal([PurgeOutcome.Waiting, PurgeOutcome.Confirmed], report.Stores.Select(static store => store.Outcome));
        test.MainFaults.Heal();
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await test.Maintenance.RunPendingWorkAsync();
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }

    [Fact]
    public async Task PurgeAsync_KeyThatWasNeverUsed_NotFound()
    {
        await using var test = Small.Storage();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.PurgeAsync("never.bin"));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.PurgeAsync("/a"));
    }

    [Fact]
    public async Task PurgeAsync_AnotherWorkerIsRemovingAtThisMoment_Waiting()
    {
        await using var test = await RemovalTests.DeletedAsync("a.bin");
        test.MainFaults.On(StoreOperation.Delete).Call(1).Delay(TimeSpan.FromSeconds(1));
        test.BackupFaults.On(StoreOperation.Delete).Call(1).Delay(TimeSpan.FromSeconds(1));
        test.Main.Lose(TestStorage.Objects(test.Main).Single());
        var worker = test.Maintenance.RunPendingWorkAsync();

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.All(report.Stores, static store => Assert.Equal(PurgeOutcome.Waiting, store.Outcome));
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        await worker;
        Assert.True((await test.Storage.PurgeAsync("a.bin")).IsComplete);
    }
}
