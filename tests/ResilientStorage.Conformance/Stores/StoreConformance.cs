using System.Buffers;
using System.Text;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>What the suites of stores share: a fresh, empty store for each test, and short ways to use it.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private StoreUnderTest? _underTest;

    protected IObjectStore Store => _underTest!.Store;

    public async Task InitializeAsync() => _underTest = await CreateStoreAsync();

    // None was made where a server is missing.
    public Task DisposeAsync() => _underTest?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<StoreUnderTest> CreateStoreAsync();

    protected Task<StoredObject> PutAsync(string key, byte[] content, PutObjectOptions? options = null) =>
        Store.PutAsync(key, new ReadOnlySequence<byte>(content), options ?? new PutObjectOptions());

    protected Task<StoredObject> PutAsync(string key, string text = "content") => PutAsync(key, Encoding.UTF8.GetBytes(text));

    protected async Task<byte[]> ReadAsync(string key, ByteRange? range = null)
    {
        await using var download = await Store.OpenReadAsync(key, range);
        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content);
        Assert.Equal(content.Length, download.ContentLength);
        return content.ToArray();
    }

    /// <summary>As an equality of arrays, without a message of megabytes.</summary>
    protected async Task HoldsAsync(byte[] expected, string key)
    {
        var actual = await ReadAsync(key);
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"'{key}' holds {actual.Length} bytes that are not the {expected.Length} expected.");
    }

    protected async Task<string> ReadTextAsync(string key) => Encoding.UTF8.GetString(await ReadAsync(key));

    protected async Task<List<string>> ListKeysAsync(string prefix = "", string? startAfter = null)
    {
        var keys = new List<string>();
        await foreach (var entry in Store.ListAsync(prefix, startAfter))
        {
            keys.Add(entry.ObjectKey);
        }

        return keys;
    }

    protected async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(params string[] keys) => await Store.DeleteAsync([.. keys.Select(static key => new ObjectToDelete(key))]);

    protected static async Task<StorageException> FailsAsync(StorageErrorKind kind, Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<StorageException>(action);
        Assert.Equal(kind, error.Kind);
        return error;
    }

    /// <summary>Bytes that differ at every place and from seed to seed.</summary>
    protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The bytes as a sequence of several pieces, as pooled buffers give them.</summary>
    protected static ReadOnlySequence<byte> InPieces(byte[] content, int pieceLength) => Piece.Sequence(content, pieceLength);
}
