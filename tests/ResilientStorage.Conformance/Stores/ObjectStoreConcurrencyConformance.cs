using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Many calls at the same time.</summary>
public abstract class ObjectStoreConcurrencyConformance : StoreConformance
{
    /// <summary>Whether a listing agrees with a look at the object after both happened at the same time.</summary>
    protected virtual bool ListsWhatWasWrittenAndRemovedAtOnce => true;

    [Fact]
    public async Task PutAsync_ReplacedWhileRead_ReadersSeeOldOrNewWhole()
    {
        // Every version is one byte repeated, of its own length: a mixture of two would show.
        const int versions = 60;
        await PutAsync("key", Version(0));
        var writing = Task.Run(async () =>
        {
            for (var version = 1; version <= versions; version++)
            {
                await PutAsync("key", Version(version));
            }
        });

        var reads = 0;
        while (!writing.IsCompleted || reads < 10)
        {
            var content = await ReadAsync("key");
            Assert.Equal(Version(content[0]), content);
            var head = await Store.FindAsync("key");
            Assert.InRange(head!.Length, Version(0).Length, Version(versions).Length);
            reads++;
        }

        await writing;
        Assert.Equal(Version(versions), await ReadAsync("key"));
    }

    [Fact]
    public async Task PutAsync_ReplacedWhileRead_LengthAndMetadataBelongTogether()
    {
        const int versions = 60;
        await PutNumberedAsync(0);
        var writing = Task.Run(async () =>
        {
            for (var version = 1; version <= versions; version++)
            {
                await PutNumberedAsync(version);
            }
        });

        var looks = 0;
        while (!writing.IsCompleted || looks < 10)
        {
            var head = await Store.FindAsync("key");
            Assert.Equal(head!.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), head.Metadata["length"]);
            looks++;
        }

        await writing;
    }

    [Fact]
    public async Task PutAsync_ManyWritersOfOneKey_OneOfThemWinsWhole()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(version => Task.Run(() => PutAsync("a/b/key", Version(version)))));

        var content = await ReadAsync("a/b/key");
        Assert.Equal(Version(content[0]), content);
        Assert.Equal(["a/b/key"], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_WhileNeighboursAreDeleted_LosesNothing()
    {
        // The last object of a folder goes while another comes into it.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                await PutAsync($"deep/er/folder/{worker}-{round}");
                Assert.True((await DeleteAsync($"deep/er/folder/{worker}-{round}"))[0].IsDeleted);
                await PutAsync($"deep/er/kept-{worker}/{round}");
            }
        })));

        Assert.Equal(8 * 30, (await ListKeysAsync()).Count);
        Assert.Empty(await ListKeysAsync("deep/er/folder"));
    }

    [Fact]
    public async Task PutAsync_AndDeleteAtTheSameTime_LeavesTheObjectWholeOrNotAtAll()
    {
        for (var round = 1; round <= 30; round++)
        {
            var version = Version(round);
            await Task.WhenAll(Task.Run(() => PutAsync("key", version)), Task.Run(() => DeleteAsync("key")));

            var listed = await ListKeysAsync();
            var head = await Store.FindAsync("key");
            if (ListsWhatWasWrittenAndRemovedAtOnce)
            {
                Assert.Equal(head is null ? [] : ["key"], listed);
            }

            if (head is not null)
            {
                await HoldsAsync(version, "key");
            }
        }
    }

    [Fact]
    public async Task OpenReadAsync_ManyReadersOfRanges_EachGetsItsOwn()
    {
        var content = Bytes(1 << 20);
        await PutAsync("key", content);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(reader => Task.Run(async () =>
        {
            var offset = reader * 1_000;
            Assert.Equal(content[offset..(offset + 5_000)], await ReadAsync("key", new ByteRange(offset, 5_000)));
        })));
    }

    private static byte[] Version(int version)
    {
        var content = new byte[10_000 + (version * 100)];
        Array.Fill(content, (byte)version);
        return content;
    }

    private Task<StoredObject> PutNumberedAsync(int version)
    {
        var content = Version(version);
        var length = content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Store.PutAsync("key", new ReadOnlySequence<byte>(content), new PutObjectOptions { Metadata = new Dictionary<string, string> { ["length"] = length } });
    }
}
