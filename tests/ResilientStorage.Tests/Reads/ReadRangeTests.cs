using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Reads;

/// <summary>Ranges at every border, versions, whole-content hashes, and the stream itself.</summary>
public sealed class ReadRangeTests
{
    private const int Size = (3 * Small.Block) + 100;
    private static readonly byte[] Content = TestContent.Bytes(Size);

    public static TheoryData<int, int?> Ranges
    {
        get
        {
            var data = new TheoryData<int, int?> { { 0, null }, { Size, null }, { Size, 0 }, { 0, 0 }, { 0, Size }, { Size - 1, 1 }, { Size - 1, null } };
            foreach (var offset in new[] { 0, 1, Small.Block - 1, Small.Block, Small.Block + 1, 3 * Small.Block })
            {
                foreach (var length in new[] { 1, 99, 100, Small.Block - 1, Small.Block, Small.Block + 1 })
                {
                    if (offset + length <= Size)
                    {
                        data.Add(offset, length);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task OpenReadAsync_RangeInside_ExactlyThoseBytes(int offset, int? length)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Content);

        await using var download = await test.Storage.OpenReadAsync("a.bin", new ReadOptions { Range = new ByteRange(offset, length) });
        using var read = new MemoryStream();
        await download.Content.CopyToAsync(read);

        Assert.Equal(Content[offset..(offset + (length ?? Size - offset))], read.ToArray());
        Assert.Equal(read.Length, download.ContentLength);
        Assert.Equal(new ByteRange(offset, read.Length), download.Range);
    }

    [Theory]
    [InlineData(Size + 1, null)]
    [InlineData(Size, 1L)]
    [InlineData(Size - 1, 2L)]
    [InlineData(0, Size + 1L)]
    [InlineData(1, long.MaxValue)]
    [InlineData(-1, 1L)]
    [InlineData(0, -1L)]
    public async Task OpenReadAsync_RangeOutside_ErrorWithTheNumbersAndNoStoreAsked(long offset, long? length)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Content);
        test.MainFaults.ForgetCalls();

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Storage.OpenReadAsync("a.bin", new ReadOptions { Range = new ByteRange(offset, length) }));

        Assert.Contains($"begins at {offset}", error.Message, StringComparison.Ordinal);
        if (offset >= 0 && length is not < 0)
        {
            Assert.Contains($"{length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"} bytes", error.Message, StringComparison.Ordinal);
            Assert.Contains($"resource has {Size} bytes", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(test.MainFaults.Calls);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 0L)]
    public async Task OpenReadAsync_EmptyResource_EmptyAndNoStoreAsked(long offset, long? length)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Array.Empty<byte>());
        test.MainFaults.ForgetCalls();

        Assert.Empty(await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { Range = new ByteRange(offset, length) }));
        Assert.Empty(await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { VerifyHash = true }));

        Assert.Empty(test.MainFaults.Calls);
    }

    [Fact]
    public async Task OpenReadAsync_Range_AsksForNoMoreThanItsBlocks()
    {
        await using var test = Small.Storage();
        var asked = new List<ByteRange?>();
        await using var watched = Small.Storage(wrapMain: store => new WatchedStore(store) { OnOpen = (_, range) => asked.Add(range) });
        await watched.Storage.UploadAsync("a.bin", Content);
        asked.Clear();

        await watched.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { Range = new ByteRange(Small.Block + 10, Small.Block) });

        Assert.Equal([new ByteRange(Small.Block, 2 * Small.Block)], asked);
    }

    [Fact]
    public async Task OpenReadAsync_RangeWithVerifyHash_Refused()
    {
        await using var test = Small.Storage();

        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.OpenReadAsync("a.bin", new ReadOptions { Range = new ByteRange(0), VerifyHash = true }));

        Assert.Empty(test.LedgerFaults.Calls);
    }

    [Fact]
    public async Task OpenReadAsync_VersionIds_LiveAndSupersededWhileTheyLastAndNothingElse()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        var second = await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, new UploadOptions { IfExists = IfExists.Replace });
        var other = await test.Storage.UploadAsync("b.bin", new byte[] { 3 });

        Assert.Equal(new byte[] { 1 }, await ReadAsync(first.VersionId));
        Assert.Equal(new byte[] { 2 }, await ReadAsync(second.VersionId));
        Assert.Contains(other.VersionId.ToString(), (await Assert.ThrowsAsync<ResourceNotFoundException>(() => ReadAsync(other.VersionId))).Message, StringComparison.Ordinal);

        await test.Storage.DeleteAsync("a.bin");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => ReadAsync(first.VersionId));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => ReadAsync(second.VersionId));

        Task<byte[]> ReadAsync(VersionId version) => test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { VersionId = version });
    }

    [Fact]
    public async Task OpenReadAsync_SupersededVersionWhoseBytesWereRemoved_NotFound()
    {
        await using var test = Small.Storage();
        var first = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await test.Storage.UploadAsync("a.bin", new byte[] { 2 }, new UploadOptions { IfExists = IfExists.Replace });
        test.Clock.Advance(test.Options.SupersededRetention);
        await test.Maintenance.RunPendingWorkAsync();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { VersionId = first.VersionId }));

        test.RunBackground();
        Assert.Empty(test.Alerts.Alerts);
    }

    [Fact]
    public async Task Content_SyncReadAndSeek_SaysWhatToDoInstead()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Content);
        await using var download = await test.Storage.OpenReadAsync("a.bin");

        var error = Assert.Throws<NotSupportedException>(() => download.Content.Read(new byte[1], 0, 1));

        Assert.Contains("ReadAsync", error.Message, StringComparison.Ordinal);
        Assert.False(download.Content.CanSeek);
        Assert.True(download.Content.CanRead);
        Assert.Throws<NotSupportedException>(() => download.Content.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => download.Content.Position);
        Assert.Throws<NotSupportedException>(() => download.Content.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_DisposedEarly_ConnectionClosedAndNoMoreReads(bool asynchronously)
    {
        var open = 0;
        await using var test = Small.Storage(wrapMain: store => new WatchedStore(store) { OnOpen = (_, _) => open++, OnClose = () => open-- });
        await test.Storage.UploadAsync("a.bin", Content);
        open = 0;
        var download = await test.Storage.OpenReadAsync("a.bin");
        Assert.Equal(1, open);

        if (asynchronously)
        {
            await download.DisposeAsync();
            await download.DisposeAsync();
        }
        else
        {
            download.Dispose();
            download.Dispose();
        }

        Assert.Equal(0, open);
        Assert.False(download.Content.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await download.Content.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task Content_ReadToItsEnd_ConnectionIsClosedAlready()
    {
        var open = 0;
        await using var test = Small.Storage(wrapMain: store => new WatchedStore(store) { OnOpen = (_, _) => open++, OnClose = () => open-- });
        await test.Storage.UploadAsync("a.bin", Content);
        open = 0;
        await using var download = await test.Storage.OpenReadAsync("a.bin");

        await download.Content.ReadExactlyAsync(new byte[Size]);

        Assert.Equal(0, open);
        Assert.Equal(0, await download.Content.ReadAsync(new byte[10]));
        Assert.Equal(0, await download.Content.ReadAsync(Array.Empty<byte>()));
    }

    [Fact]
    public async Task Content_ReadCancelled_PlainCancellationAndCanGoOn()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Content);
        await using var download = await test.Storage.OpenReadAsync("a.bin");
        await download.Content.ReadExactlyAsync(new byte[Small.Block]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await download.Content.ReadExactlyAsync(new byte[10], new CancellationToken(canceled: true)));

        var rest = new byte[Size - Small.Block];
        await download.Content.ReadExactlyAsync(rest);
        Assert.Equal(Content[Small.Block..], rest);
    }

    [Fact]
    public async Task OpenReadAsync_OneRead_OneLedgerQuery()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("a.bin", Content);
        test.LedgerFaults.ForgetCalls();

        await test.Storage.ReadAllBytesAsync("a.bin");

        Assert.Equal([LedgerOperation.Find], test.LedgerFaults.Calls.Select(static call => call.Operation));
    }

    [Fact]
    public async Task OpenReadAsync_MoreBlocksThanComeWithTheRow_TheRestIsLoadedOnDemand()
    {
        // Blocks of one byte: 16,384 checksums come with the row.
        await using var test = Small.Storage(static options => options.PartSize = 8);
        var content = TestContent.Bytes(40_000);
        await test.Storage.UploadAsync("a.bin", content);
        test.LedgerFaults.ForgetCalls();

        Assert.Equal(content, await test.Storage.ReadAllBytesAsync("a.bin"));
        Assert.Equal(2, test.LedgerFaults.Calls.Count(static call => call.Operation == LedgerOperation.FindBlocks));
        Assert.Equal(content[39_000..39_010], await test.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { Range = new ByteRange(39_000, 10) }));
        Assert.Equal(3, test.LedgerFaults.Calls.Count(static call => call.Operation == LedgerOperation.FindBlocks));
    }

    [Fact]
    public async Task Content_LedgerFailsWhenMoreChecksumsAreNeeded_LedgersErrorAndNoUncheckedByte()
    {
        await using var test = Small.Storage(static options => options.PartSize = 8);
        await test.Storage.UploadAsync("a.bin", TestContent.Bytes(20_000));
        test.LedgerFaults.On(LedgerOperation.FindBlocks).Call(1).Fail();
        await using var download = await test.Storage.OpenReadAsync("a.bin");
        using var read = new MemoryStream();

        await Assert.ThrowsAsync<LedgerException>(() => download.Content.CopyToAsync(read));
        Assert.Equal(16_384, read.Length);
        await download.Content.CopyToAsync(read);

        Assert.Equal(TestContent.Bytes(20_000), read.ToArray());
    }
}
