using System.Security.Cryptography;
using ResilientStorage.Integrity;
using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Content of every size around a border, from sources of every kind.</summary>
public sealed class UploadSizeTests
{
    public static TheoryData<int> Sizes =>
        [0, 1, Small.Block - 1, Small.Block, Small.Block + 1, Small.Part - 1, Small.Part, Small.Part + 1,
            Small.Window - 1, Small.Window, Small.Window + 1, Small.Window + Small.Part, (7 * Small.Part) + 12345];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task UploadAsync_SeekableSource_BothStoresHoldTheBytes(int size)
    {
        var content = TestContent.Bytes(size);
        await using var test = Small.Storage();
        using var source = new MemoryStream(content);

        var resource = await test.Storage.UploadAsync("a/b.bin", source);

        await CheckAsync(test, resource, content);
        Assert.Equal(size, source.Position);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task UploadAsync_NonSeekableSourceOfUnknownLength_BothStoresHoldTheBytes(int size)
    {
        var content = TestContent.Bytes(size);
        await using var test = Small.Storage();
        using var source = new SourceStream(content, chunk: 5_000);

        var resource = await test.Storage.UploadAsync("a/b.bin", source);

        await CheckAsync(test, resource, content);
        Assert.Equal(size, source.BytesRead);
        Assert.False(source.WasClosed);
        Assert.False(source.WasMoved);
    }

    [Fact]
    public async Task UploadAsync_SourceInTheMiddle_FromItsPositionOn()
    {
        var content = TestContent.Bytes(Small.Window + Small.Part);
        await using var test = Small.Storage();
        using var source = new SourceStream(content) { Seekable = true, StartAt = 1_000 };

        var resource = await test.Storage.UploadAsync("a.bin", source);

        await CheckAsync(test, resource, content[1_000..]);
        Assert.Equal(content.Length, source.Position);
        Assert.False(source.WasMoved);
        Assert.False(source.WasClosed);
    }

    [Fact]
    public async Task UploadAsync_SourceBeyondItsEnd_Empty()
    {
        await using var test = Small.Storage();
        using var source = new MemoryStream([1, 2, 3]) { Position = 10 };

        var resource = await test.Storage.UploadAsync("a.bin", source);

        await CheckAsync(test, resource, []);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Small.Window + 1)]
    public async Task UploadAsync_OneByteReads_BothStoresHoldTheBytes(int size)
    {
        var content = TestContent.Bytes(size);
        await using var test = Small.Storage();
        using var source = new SourceStream(content, chunk: 1);

        await CheckAsync(test, await test.Storage.UploadAsync("a.bin", source), content);
    }

    [Theory]
    [InlineData(Small.Window, 1, 0)]
    [InlineData(Small.Window + 1, 0, 5)]
    [InlineData(Small.Window + Small.Part, 0, 5)]
    public async Task UploadAsync_UpToThePartsInFlight_OnePutElseParts(int size, int puts, int parts)
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.MainFaults.ForgetCalls();

        using var source = new SourceStream(TestContent.Bytes(size));
        await test.Storage.UploadAsync("a.bin", source);

        Assert.Equal(puts, test.MainFaults.Calls.Count(static call => call.Operation == StoreOperation.Put));
        Assert.Equal(parts, test.MainFaults.Calls.Count(static call => call.Operation == StoreOperation.PutPart));
        Assert.Equal(0, test.Main.UnfinishedUploads);
    }

    [Fact]
    public async Task UploadAsync_OneUpload_TwoLedgerTransactions()
    {
        await using var test = Small.Storage();
        await test.Storage.UploadAsync("first.bin", new byte[1]);
        test.LedgerFaults.ForgetCalls();

        await test.Storage.UploadAsync("a.bin", TestContent.Bytes(Small.Window * 2));

        Assert.Equal([LedgerOperation.BeginUpload, LedgerOperation.CommitUpload], test.LedgerFaults.Calls.Select(static call => call.Operation));
    }

    private static async Task CheckAsync(TestStorage test, Resource resource, byte[] content)
    {
        Assert.Equal(content.Length, resource.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), resource.Sha256);
        Assert.Equal(content, test.Main.ReadBytes(resource.ObjectKey));
        Assert.Equal(content, test.Backup.ReadBytes(resource.ObjectKey));
        Assert.Equal(content, await test.Storage.ReadAllBytesAsync(resource.Key, new ReadOptions { VerifyHash = true }));
        var snapshot = await test.Ledger.FindAsync(new ResourceLookup { Key = resource.Key });
        Assert.Equal(Small.Block, snapshot!.BlockSize);
        var expected = content.Chunk(Small.Block).Select(static block => Crc32C.Of(block)).ToList();
        for (var block = 0; block < expected.Count; block++)
        {
            Assert.True(snapshot.Blocks.TryGet(block, out var checksum));
            Assert.Equal(expected[block], checksum);
        }

        Assert.False(snapshot.Blocks.TryGet(expected.Count, out _));
        Assert.All(snapshot.Replicas, static replica => Assert.Equal(ReplicaState.Stored, replica.State));
    }
}
