using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Cancelled while it waits for anything at all.</summary>
public sealed class UploadCancellationTests
{
    private const int Long = Small.Window + (2 * Small.Part);

    public static TheoryData<string, StoreOperation, int, int> StoreCalls
    {
        get
        {
            var data = new TheoryData<string, StoreOperation, int, int>();
            foreach (var store in new[] { TestStorage.MainName, TestStorage.BackupName })
            {
                data.Add(store, StoreOperation.OpenRead, 1, 10);
                data.Add(store, StoreOperation.Put, 1, 10);
                data.Add(store, StoreOperation.Put, 2, 10);
                data.Add(store, StoreOperation.BeginMultipart, 1, Long);
                for (var part = 1; part <= 6; part++)
                {
                    data.Add(store, StoreOperation.PutPart, part, Long);
                }

                data.Add(store, StoreOperation.CompleteMultipart, 1, Long);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StoreCalls))]
    public async Task UploadAsync_CancelledInAStoreCall_PlainCancellationAndNoResidue(string store, StoreOperation operation, int call, int size)
    {
        await using var test = Small.Storage();
        (store == TestStorage.MainName ? test.MainFaults : test.BackupFaults).On(operation).Call(call).Hang();
        using var cancel = new CancellationTokenSource();
        using var source = new SourceStream(TestContent.Bytes(size));

        var upload = test.Storage.UploadAsync("a.bin", source, cancellationToken: cancel.Token);
        Assert.False(upload.IsCompleted);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(cancel.Token, error.CancellationToken);
        await UploadSourceTests.NothingLeftAsync(test, "");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Small.Window)]
    [InlineData(Small.Window + Small.Part + 1)]
    public async Task UploadAsync_CancelledInTheSource_PlainCancellationAndNoResidue(int at)
    {
        await using var test = Small.Storage();
        using var cancel = new CancellationTokenSource();
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = at, HangForever = true };

        var upload = test.Storage.UploadAsync("a.bin", source, cancellationToken: cancel.Token);
        Assert.False(upload.IsCompleted);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(cancel.Token, error.CancellationToken);
        await UploadSourceTests.NothingLeftAsync(test, "");
    }

    [Fact]
    public async Task UploadAsync_DriverTurnsCancellationIntoAnErrorOfItsOwn_PlainCancellation()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        using var cancel = new CancellationTokenSource();
        using var source = new SourceStream(TestContent.Bytes(Long)) { TroubleAt = 10, HangForever = true, ErrorWhenCancelled = new IOException("The operation was aborted.") };

        var upload = test.Storage.UploadAsync("a.bin", source, cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }

    [Theory]
    [InlineData(LedgerOperation.Open)]
    [InlineData(LedgerOperation.BeginUpload)]
    public async Task UploadAsync_CancelledBeforeTheIntent_PlainCancellationAndNothingSent(LedgerOperation operation)
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(operation).Hang();
        using var cancel = new CancellationTokenSource();

        var upload = test.Storage.UploadAsync("a.bin", new byte[10], cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Empty(test.MainFaults.Calls);
        test.LedgerFaults.Heal();
        Assert.Empty(await test.VersionsAsync("a.bin"));
    }

    [Fact]
    public async Task UploadAsync_CancelledDuringTheCommit_CommittedAllTheSame()
    {
        await using var test = Small.Storage();
        test.LedgerFaults.On(LedgerOperation.CommitUpload).Delay(TimeSpan.FromSeconds(1));
        using var cancel = new CancellationTokenSource();

        var upload = test.Storage.UploadAsync("a.bin", new byte[10], cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        var resource = await upload;
        Assert.Equal(VersionState.Live, await test.StateAsync(resource.VersionId));
    }

    [Fact]
    public async Task UploadAsync_CancelledBeforeItBegins_SourceIsNotRead()
    {
        await using var test = Small.Storage();
        using var source = new SourceStream(TestContent.Bytes(10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Storage.UploadAsync("a.bin", source, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, source.BytesRead);
    }

    [Fact]
    public async Task UploadAsync_CancelledWhileAStoreIgnoresIt_EndsAfterAWhileAndLeavesTheBufferAlone()
    {
        var stubborn = new StubbornStore(new InMemoryObjectStore());
        await using var test = Small.Storage(wrapMain: _ => stubborn);
        using var cancel = new CancellationTokenSource();
        var content = TestContent.Bytes(1_000);

        var upload = test.Storage.UploadAsync("a.bin", content, cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        Assert.False(upload.IsCompleted);
        test.Clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);

        // Whoever rents a buffer next must not get the one that the store still reads.
        Enumerable.Range(0, 16).Select(static _ => System.Buffers.ArrayPool<byte>.Shared.Rent(1_000)).ToList().ForEach(Array.Clear);
        Assert.Equal(content, stubborn.ReadHeldBuffer());
        stubborn.Release();
    }

    [Fact]
    public async Task UploadAsync_CancelledWhileAStoreIgnoresIt_WhatLandsLateIsRemoved()
    {
        var main = new InMemoryObjectStore();
        var stubborn = new StubbornStore(main);
        await using var test = Small.Storage(wrapMain: _ => stubborn);
        using var cancel = new CancellationTokenSource();
        var upload = test.Storage.UploadAsync("a.bin", TestContent.Bytes(1_000), cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        test.Clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        await test.Maintenance.RunPendingWorkAsync();

        stubborn.Release();
        Assert.Contains(main.ObjectKeys, static key => key.StartsWith('a'));
        test.Clock.Advance(test.Options.LateWriteGrace);
        await test.Maintenance.RunPendingWorkAsync();

        Assert.DoesNotContain(main.ObjectKeys, static key => key.StartsWith('a'));
        Assert.Equal(VersionState.Purged, Assert.Single(await test.VersionsAsync("a.bin")).State);
    }
}
