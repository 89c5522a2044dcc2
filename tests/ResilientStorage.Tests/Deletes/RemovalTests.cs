using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Deletes;

/// <summary>Removals that fail, and what becomes of them.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task Removal_RefusedAgainAndAgain_GrowingPausesThenADeadLetter()
    {
        await using var test = await DeletedAsync("a.bin");
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        TimeSpan[] pauses = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8)];

        Assert.Equal((1, 1, 0), await WorkAsync(test));
        foreach (var pause in pauses[..^1])
        {
            test.Clock.Advance(pause - TimeSpan.FromSeconds(1));
            Assert.Equal((0, 0, 0), await WorkAsync(test));
            test.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal((0, 1, 0), await WorkAsync(test));
        }

        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
        test.Clock.Advance(pauses[^1]);
        Assert.Equal((0, 0, 1), await WorkAsync(test));

        var letter = Assert.Single(await ListAsync(test.Maintenance.ListDeadLettersAsync()));
        Assert.Equal(("a.bin", TestStorage.BackupName, 6), (letter.ResourceKey, letter.Store, letter.Attempts));
        Assert.Equal(test.Clock.GetUtcNow(), letter.FailedAt);
        Assert.Contains("refusal", letter.Reason, StringComparison.Ordinal);
        test.RunBackground();
        var alert = Assert.Single(test.Alerts.Alerts);
        Assert.Equal((AlertKind.DeadLetter, TestStorage.BackupName, "a.bin"), (alert.Kind, alert.Store, alert.ResourceKey));
        Assert.Contains("6 tries", alert.Message, StringComparison.Ordinal);
        test.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0, 0), await WorkAsync(test));
    }

    [Fact]
    public async Task DeadLetter_RetriedOnceTheCauseIsMended_Removed()
    {
        await using var test = await DeadLetterAsync();
        test.BackupFaults.Heal();

        Assert.Equal(1, await test.Maintenance.RetryDeadLettersAsync());
        Assert.Equal((1, 0, 0), await WorkAsync(test));

        Assert.Empty(TestStorage.Objects(test.Backup));
        Assert.Empty(await ListAsync(test.Maintenance.ListDeadLettersAsync()));
    }

    [Fact]
    public async Task DeadLetter_RetriedByItsNumber_OnlyThatOne()
    {
        await using var test = await DeadLetterAsync();
        var letter = Assert.Single(await ListAsync(test.Maintenance.ListDeadLettersAsync()));

        Assert.Equal(0, await test.Maintenance.RetryDeadLettersAsync([letter.WorkId + 1]));
        Assert.Equal(1, await test.Maintenance.RetryDeadLettersAsync([letter.WorkId]));
    }

    [Fact]
    public async Task DeadLetter_Discarded_AbandonedWithTheReason()
    {
        await using var test = await DeadLetterAsync();
        var letter = Assert.Single(await ListAsync(test.Maintenance.ListDeadLettersAsync()));

        Assert.Equal(1, await test.Maintenance.DiscardDeadLettersAsync([letter.WorkId], "the bucket is gone"));

        var version = Assert.Single(await test.VersionsAsync("a.bin"));
        Assert.Equal(VersionState.Purged, version.State);
        Assert.Equal((ReplicaState.Abandoned, "the bucket is gone"), version.Replicas.Where(static replica => replica.Store == TestStorage.BackupName).Select(static replica => (replica.State, replica.Reason)).Single());
        Assert.Empty(await ListAsync(test.Maintenance.ListResidueAsync()));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Maintenance.DiscardDeadLettersAsync([letter.WorkId], " "));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Maintenance.DiscardDeadLettersAsync(null!, "x"));
    }

    [Theory]
    [InlineData(StorageErrorKind.Unavailable)]
    [InlineData(StorageErrorKind.Timeout)]
    [InlineData(StorageErrorKind.Throttled)]
    public async Task Removal_StoreIsDark_DelayedForDaysAndNeverCounted(StorageErrorKind kind)
    {
        await using var test = await DeletedAsync("a.bin");
        test.BackupFaults.On().Fail(kind);

        for (var day = 0; day < 20; day++)
        {
            await test.Maintenance.RunPendingWorkAsync();
            test.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, Assert.Single(await ListAsync(test.Maintenance.ListResidueAsync())).Attempts);
        Assert.Empty(TestStorage.Objects(test.Main));
        test.BackupFaults.Heal();
        Assert.Equal((1, 0, 0), await WorkAsync(test));
    }

    [Theory]
    [InlineData("refused by itself")]
    [InlineData("refused with its whole batch")]
    [InlineData("cannot be listed")]
    public async Task Removal_OnePoisonItem_TheOthersAreRemoved(string how)
    {
        await using var test = Small.Storage(Small.NoRetention);
        test.BackupFaults.On(StoreOperation.BeginMultipart).ForKeys(static key => key.StartsWith('p')).Call(1).LoseAnswer();
        foreach (var key in new[] { "a.bin", "poison.bin", "z.bin" })
        {
            await test.Storage.UploadAsync(key, TestContent.Bytes(Small.Window + 1));
        }

        var rule = test.BackupFaults.On(how == "cannot be listed" ? StoreOperation.List : StoreOperation.Delete).ForKeys(static key => key.StartsWith("poison", StringComparison.Ordinal));
        _ = how == "refused by itself" ? rule.RefuseKeys(StorageErrorKind.InvalidRequest) : rule.Fail(StorageErrorKind.InvalidRequest);
        await test.Storage.DeleteManyAsync(["a.bin", "poison.bin", "z.bin"]);

        await test.Maintenance.RunPendingWorkAsync();

        var left = Assert.Single(await ListAsync(test.Maintenance.ListResidueAsync()));
        Assert.Equal(("poison.bin", TestStorage.BackupName), (left.ResourceKey, left.Store));
        Assert.Equal(1, left.Attempts);
    }

    [Fact]
    public async Task Removal_ManyVersions_BatchesOfFiveResourcesPerStore()
    {
        await using var test = await DeletedAsync([.. Enumerable.Range(0, 12).Select(static i => $"{i:D2}.bin")]);
        test.MainFaults.ForgetCalls();

        Assert.Equal((24, 0, 0), await WorkAsync(test));

        Assert.Equal([5, 5, 2], test.MainFaults.Calls.Where(static call => call.Operation == StoreOperation.Delete).Select(static call => call.Keys.Count));
    }

    [Fact]
    public async Task Removal_LiarSaysItIsGone_NotBelievedByAPurge()
    {
        await using var test = await DeletedAsync("a.bin");
        test.MainFaults.On(StoreOperation.Delete).Lie();

        var report = await test.Storage.PurgeAsync("a.bin");

        Assert.Equal(PurgeOutcome.Waiting, report.Stores.Single(static store => store.Store == TestStorage.MainName).Outcome);
    }

    [Fact]
    public async Task Removal_MarkerIsMissing_NothingRemovedUntilTheLossIsAccepted()
    {
        await using var test = await DeletedAsync("a.bin");
        test.Main.Lose(".resilient-storage/owner.json");
        test.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((1, 1, 0), await WorkAsync(test));
        Assert.Single(TestStorage.Objects(test.Main));
        test.RunBackground();
        Assert.Equal(AlertKind.MarkerMissing, Assert.Single(test.Alerts.Alerts).Kind);

        await test.Maintenance.RepairAsync(TestStorage.MainName);
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0, 0), await WorkAsync(test));
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task Removal_Cancelled_GoesOnAfterTheLeaseOfTheGroup()
    {
        await using var test = await DeletedAsync("a.bin");
        test.MainFaults.On(StoreOperation.Delete).Call(1).Hang();
        using var cancel = new CancellationTokenSource();
        var work = test.Maintenance.RunPendingWorkAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);

        Assert.Equal((0, 0, 0), await WorkAsync(test));
        test.Clock.Advance(test.Options.RemovalGroupTimeout);
        var (removed, _, _) = await WorkAsync(test);

        Assert.Equal(2, removed);
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    internal static async Task<TestStorage> DeletedAsync(params string[] keys)
    {
        var test = Small.Storage(Small.NoRetention);
        foreach (var key in keys)
        {
            await test.Storage.UploadAsync(key, new byte[1]);
        }

        await test.Storage.DeleteManyAsync(keys);
        return test;
    }

    internal static async Task<List<WorkRecord>> ListAsync(IAsyncEnumerable<WorkRecord> records)
    {
        var list = new List<WorkRecord>();
        await foreach (var record in records)
        {
            list.Add(record);
        }

        return list;
    }

    private static async Task<(int Removed, int Failed, int Dead)> WorkAsync(TestStorage test)
    {
        var report = await test.Maintenance.RunPendingWorkAsync();
        return (report.Removed, report.Failed, report.DeadLettered);
    }

    private static async Task<TestStorage> DeadLetterAsync()
    {
        var test = await DeletedAsync("a.bin");
        test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        for (var i = 0; i < 6; i++)
        {
            await test.Maintenance.RunPendingWorkAsync();
            test.Clock.Advance(test.Options.MaxWorkRetryDelay);
        }

        return test;
    }
}
