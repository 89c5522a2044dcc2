using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Deletes;

/// <summary>How long bytes outlive their version, deletes of many, restore.</summary>
public sealed class RetentionTests
{
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    public static TheoryData<string, ResourceAccess, TimeSpan?, TimeSpan> Cases => new()
    {
        { "delete", ResourceAccess.Private, null, TimeSpan.FromDays(7) },
        { "delete", ResourceAccess.PublicRead, null, TimeSpan.FromMinutes(15) },
        { "delete", ResourceAccess.Private, TimeSpan.FromHours(1), TimeSpan.FromHours(1) },
        { "delete", ResourceAccess.PublicRead, TimeSpan.FromHours(1), TimeSpan.FromHours(1) },
        { "delete", ResourceAccess.Private, TimeSpan.Zero, TimeSpan.FromMinutes(15) },
        { "replace", ResourceAccess.Private, null, TimeSpan.FromHours(24) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bytes_AfterTheEndOfTheirVersion_StayExactlyThatLong(string end, ResourceAccess access, TimeSpan? retention, TimeSpan expected)
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 }, new UploadOptions { Access = access });
        if (end == "delete")
        {
            await test.Storage.DeleteAsync("a.bin", new DeleteOptions { Retention = retention });
        }
        else
        {
            await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace);
        }

        test.Clock.Advance(expected - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Removed);
        Assert.Contains(resource.ObjectKey, test.Main.ObjectKeys);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await test.Maintenance.RunPendingWorkAsync()).Removed);

        Assert.DoesNotContain(resource.ObjectKey, test.Main.ObjectKeys);
        Assert.DoesNotContain(resource.ObjectKey, test.Backup.ObjectKeys);
        Assert.Equal(VersionState.Purged, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task DeleteAsync_MissingDeletedOrInvalid_NamedError()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.DeleteAsync("a.bin"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.DeleteAsync("never.bin"));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.DeleteAsync("/a"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Storage.DeleteAsync(null!));
        Assert.Null(await test.Storage.FindAsync("a.bin"));
    }

    [Fact]
    public async Task DeleteAsync_IfVersion_OnlyThatOne()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[1]);
        var second = await test.Storage.UploadAsync("a.bin", new byte[2], Replace);

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.DeleteAsync("a.bin", new DeleteOptions { IfVersion = first.VersionId }));
        Assert.NotNull(await test.Storage.FindAsync("a.bin"));
        await test.Storage.DeleteAsync("a.bin", new DeleteOptions { IfVersion = second.VersionId });
        Assert.Null(await test.Storage.FindAsync("a.bin"));
    }

    [Fact]
    public async Task DeleteAsync_StoresDown_SucceedsAndReadsEndAtOnce()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        test.MainFaults.Outage = test.BackupFaults.Outage = true;

        await test.Storage.DeleteAsync("a.bin");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.OpenReadAsync("a.bin"));
    }

    [Fact]
    public async Task DeleteManyAsync_Mixed_OneAnswerPerKeyInOrder()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.UploadAsync("b.bin", new byte[1]);
        string[] keys = ["missing", "a.bin", "/bad", "b.bin", "a.bin", "", null!];

        var report = await test.Storage.DeleteManyAsync(keys);

        Assert.Equal(["missing", "a.bin", "/bad", "b.bin", "a.bin", "", ""], report.Results.Select(static result => result.Key));
        Assert.Equal(
            [typeof(ResourceNotFoundException), null, typeof(ArgumentException), null, typeof(ResourceNotFoundException), typeof(ArgumentException), typeof(ArgumentException)],
            report.Results.Select(static result => result.Error?.GetType()));
        Assert.All(report.Results, static result => Assert.Equal(result.Error is null, result.VersionId is not null));
    }

    [Fact]
    public async Task DeleteManyAsync_ManyKeys_InTransactionsOfAHundred()
    {
        await using var test = Small.Storage(Small.NoRetention);
        var keys = Enumerable.Range(0, 250).Select(static i => $"{i}.bin").ToList();
        foreach (var key in keys)
        {
            await test.Storage.UploadAsync(key, new byte[1]);
        }

        test.LedgerFaults.ForgetCalls();
        var report = await test.Storage.DeleteManyAsync(keys);

        Assert.Equal(keys, report.Results.Select(static result => result.Key));
        Assert.All(report.Results, static result => Assert.True(result.RemovalIsDue));
        Assert.Equal(3, test.LedgerFaults.Calls.Count(static call => call.Operation == LedgerOperation.Delete));
        Assert.Equal(500, (await test.Maintenance.RunPendingWorkAsync()).Removed);
        Assert.Empty(TestStorage.Objects(test.Main));
    }

    [Fact]
    public async Task DeleteManyAsync_LedgerFailsForOneTransaction_ItsKeysAnswerSo()
    {
        await using var test = Small.Storage();
        var keys = Enumerable.Range(0, 150).Select(static i => $"{i}.bin").ToList();
        foreach (var key in keys)
        {
            await test.Storage.UploadAsync(key, new byte[1]);
        }

        test.LedgerFaults.On(LedgerOperation.Delete).Call(2).Fail();
        var report = await test.Storage.DeleteManyAsync(keys);

        Assert.All(report.Results.Take(100), static result => Assert.Null(result.Error));
        Assert.All(report.Results.Skip(100), static result => Assert.IsType<LedgerException>(result.Error));
    }

    [Fact]
    public async Task DeleteManyAsync_NothingOrIfVersionWithMany_EmptyOrRefused()
    {
        await using var test = Small.Storage();

        Assert.Empty((await test.Storage.DeleteManyAsync([])).Results);
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Storage.DeleteManyAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.DeleteManyAsync(["a", "b"], new DeleteOptions { IfVersion = new VersionId(Guid.Empty) }));
    }

    [Fact]
    public async Task RestoreAsync_WithinTheRetention_SameVersionReadableAgain()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await test.Storage.DeleteAsync("a.bin");
        test.Clock.Advance(TimeSpan.FromDays(6));

        var restored = await test.Storage.RestoreAsync("a.bin");

        Assert.Equal(resource.VersionId, restored.VersionId);
        Assert.Null(restored.DeletedAt);
        test.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Removed);
        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
    }

    [Fact]
    public async Task RestoreAsync_NamedSupersededVersion_AfterTheLiveOneIsDeleted()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        var second = await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, Replace);

        var taken = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.RestoreAsync("a.bin", new RestoreOptions { VersionId = first.VersionId }));
        Assert.Equal(second.VersionId, taken.LiveVersion);
        await test.Storage.DeleteAsync("a.bin");
        await test.Storage.RestoreAsync("a.bin", new RestoreOptions { VersionId = first.VersionId });

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.bin"));
    }

    [Fact]
    public async Task RestoreAsync_NothingToRestore_NotFound()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.RestoreAsync("never.bin"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.RestoreAsync("a.bin", new RestoreOptions { VersionId = new VersionId(Guid.Empty) }));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.RestoreAsync("/a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestoreAsync_RemovalHasBegun_RefusedWithTheStoresName(bool mainOnly)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", new byte[1]);
        await test.Storage.DeleteAsync("a.bin");
        test.Clock.Advance(test.Options.DeletedRetention);
        (mainOnly ? test.BackupFaults : test.MainFaults).Outage = true;
        await test.Maintenance.RunPendingWorkAsync();

        var error = await Assert.ThrowsAsync<ResourceUnavailableException>(() => test.Storage.RestoreAsync("a.bin"));

        Assert.Contains("'main'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_CopyWentMissingMeanwhile_RepairedByTheWorker()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Lose(resource.ObjectKey);
        await test.Storage.ReadAllBytesAsync("a.bin");
        await test.Storage.DeleteAsync("a.bin");

        await test.Storage.RestoreAsync("a.bin");

        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
        Assert.Contains(resource.ObjectKey, test.Main.ObjectKeys);
    }
}
