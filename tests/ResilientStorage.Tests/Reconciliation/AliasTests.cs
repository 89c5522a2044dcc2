using System.Buffers;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Reconciliation;

/// <summary>Objects at fixed keys of the main store follow the ledger.</summary>
public sealed class AliasTests
{
    private const string Alias = "pub/logo.png";
    private static readonly UploadOptions Published = new() { PublishAt = PublishAt.Key(Alias) };
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    [Fact]
    public async Task Alias_Published_CopyWithHeadersAndTheAliasMark()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published with { ContentType = "image/png", CachePolicy = CachePolicy.Revalidate });
        Assert.Equal(Alias, resource.PublishedAt);
        Assert.DoesNotContain(Alias, test.Main.ObjectKeys);

        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).AliasesWritten);

        var head = (await test.Main.FindAsync(Alias))!;
        Assert.Equal(("image/png", "no-cache", "1", resource.VersionId.ToString()), (head.ContentType, head.CacheControl, head.Metadata["rs-alias"], head.Metadata["rs-version"]));
        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(Alias));
        Assert.DoesNotContain(Alias, test.Backup.ObjectKeys);
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).AliasesWritten);
    }

    [Fact]
    public async Task Alias_ReplaceDeleteRestore_Follows()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        await test.Maintenance.RunPendingWorkAsync();

        var second = await test.Storage.UploadAsync("a.png", new byte[] { 2 }, Replace);
        Assert.Equal(Alias, second.PublishedAt);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));

        await test.Storage.DeleteAsync("a.png");
        await test.Maintenance.RunPendingWorkAsync();
        Assert.DoesNotContain(Alias, test.Main.ObjectKeys);

        await test.Storage.RestoreAsync("a.png");
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));
    }

    [Fact]
    public async Task Alias_MovedAndEnded_FormerObjectsAreGone()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        await test.Maintenance.RunPendingWorkAsync();

        await test.Storage.UploadAsync("a.png", new byte[] { 2 }, Replace with { PublishAt = PublishAt.Key("pub/new.png") });
        await test.Maintenance.RunPendingWorkAsync();
        Assert.DoesNotContain(Alias, test.Main.ObjectKeys);
        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes("pub/new.png"));

        var ended = await test.Storage.UploadAsync("a.png", new byte[] { 3 }, Replace with { PublishAt = PublishAt.None });
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Null(ended.PublishedAt);
        Assert.DoesNotContain("pub/new.png", test.Main.ObjectKeys);
    }

    [Fact]
    public async Task Alias_OfAnotherResource_RefusedByItsNameAndFreeOnceEnded()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);

        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => test.Storage.UploadAsync("b.png", new byte[] { 2 }, Published));

        Assert.Contains(Alias, error.Message, StringComparison.Ordinal);
        await test.Storage.UploadAsync("a.png", new byte[] { 3 }, Replace with { PublishAt = PublishAt.None });
        await test.Storage.UploadAsync("b.png", new byte[] { 2 }, Published);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));
    }

    [Fact]
    public async Task Alias_SourceMissingInMain_CopiedFromTheBackup()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.png", TestContent.Bytes(Small.Window + 1), Published);
        test.Main.Lose(resource.ObjectKey);

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(TestContent.Bytes(Small.Window + 1), test.Main.ReadBytes(Alias));
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Repaired);
    }

    [Fact]
    public async Task Alias_AnswerOfItsBeginLost_UnfinishedUploadIsAbortedAfterTheGrace()
    {
        await using var test = Small.Storage();
        var resource = await test.Storage.UploadAsync("a.png", TestContent.Bytes(Small.Window + 1), Published);
        test.Main.Lose(resource.ObjectKey);
        test.MainFaults.On(StoreOperation.BeginMultipart).ForKeys(static key => key == Alias).Call(1).LoseAnswer();
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).AliasesWritten);
        Assert.Equal(1, test.Main.UnfinishedUploads);

        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(0, test.Main.UnfinishedUploads);
        Assert.Equal(TestContent.Bytes(Small.Window + 1), test.Main.ReadBytes(Alias));
    }

    [Fact]
    public async Task Alias_UnfinishedUploadThatCannotBeAborted_TriedAgain()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        test.MainFaults.On(StoreOperation.Copy).Call(1).LoseAnswer();
        await test.Maintenance.RunPendingWorkAsync();
        await test.Main.BeginMultipartAsync(Alias, 1, new PutObjectOptions());
        test.Clock.Advance(test.Options.LateWriteGrace);
        test.MainFaults.On(StoreOperation.AbortMultipart).Fail(StorageErrorKind.AccessDenied);
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Failed);
        test.MainFaults.Heal();

        test.Clock.Advance(test.Options.WorkRetryDelay);
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(0, test.Main.UnfinishedUploads);
    }

    [Fact]
    public async Task Alias_StoreThatCannotCopy_WrittenFromVerifiedBytes()
    {
        await using var test = Small.Storage(wrapMain: static store => new SinglePutStore(store));
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);

        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(Alias));
        Assert.Equal("1", (await test.Main.FindAsync(Alias))!.Metadata["rs-alias"]);
        Assert.DoesNotContain(test.MainFaults.Calls, static call => call.Operation == StoreOperation.Copy);
    }

    [Fact]
    public async Task Alias_AnswerOfTheCopyLost_ComparedAgainAfterTheGraceAndMended()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        test.MainFaults.On(StoreOperation.Copy).Call(1).LoseAnswer();
        await test.Maintenance.RunPendingWorkAsync();
        var stale = (await test.Main.FindAsync(Alias))!;
        await test.Storage.UploadAsync("a.png", new byte[] { 2 }, Replace);
        await test.Maintenance.RunPendingWorkAsync();
        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));

        // The copy of the first version lands late.
        await test.Main.PutAsync(Alias, new ReadOnlySequence<byte>([1]), new PutObjectOptions { Metadata = stale.Metadata });
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));
        Assert.Equal(first.VersionId.ToString(), stale.Metadata["rs-version"]);
    }

    [Fact]
    public async Task Alias_StoreFails_TriedAgainWithGrowingPauses()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        test.MainFaults.On(StoreOperation.Copy).Fail(StorageErrorKind.AccessDenied);

        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Failed);
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).Failed);
        test.Clock.Advance(test.Options.WorkRetryDelay);
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).Failed);
        test.MainFaults.Heal();
        test.Clock.Advance(test.Options.WorkRetryDelay);
        Assert.Equal(0, (await test.Maintenance.RunPendingWorkAsync()).AliasesWritten);
        test.Clock.Advance(test.Options.WorkRetryDelay);
        Assert.Equal(1, (await test.Maintenance.RunPendingWorkAsync()).AliasesWritten);
        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(Alias));
    }

    [Fact]
    public async Task Alias_ReplacedWhileItIsWritten_EqualInTheEnd()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        test.MainFaults.On(StoreOperation.Copy).Call(1).Delay(TimeSpan.FromSeconds(1));
        var work = test.Maintenance.RunPendingWorkAsync();
        await test.Storage.UploadAsync("a.png", new byte[] { 2 }, Replace);
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        await work;

        Assert.Equal(new byte[] { 2 }, test.Main.ReadBytes(Alias));
    }

    [Fact]
    public async Task Alias_DoesNotChangeReads()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        await test.Maintenance.RunPendingWorkAsync();
        test.Main.Corrupt(Alias, 0);

        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("a.png"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.ReadAllBytesAsync(Alias));
        var kinds = new List<LedgerObjectKind>();
        await foreach (var item in test.Ledger.ScanAsync(new StoreScan(TestStorage.MainName)))
        {
            kinds.Add(item.Kind);
        }

        Assert.Contains(LedgerObjectKind.Alias, kinds);
    }

    [Fact]
    public async Task Alias_UploadFailed_StaysAsItWas()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.png", new byte[] { 1 }, Published);
        await test.Maintenance.RunPendingWorkAsync();
        test.BackupFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);

        await Assert.ThrowsAsync<UploadFailedException>(() => test.Storage.UploadAsync("a.png", new byte[] { 2 }, Replace with { PublishAt = PublishAt.Key("pub/new.png") }));
        await test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(new byte[] { 1 }, test.Main.ReadBytes(Alias));
        Assert.DoesNotContain("pub/new.png", test.Main.ObjectKeys);
    }
}
