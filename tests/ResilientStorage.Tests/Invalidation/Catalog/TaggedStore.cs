using System.Buffers;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A store in memory whose bucket has tags.</summary>
internal sealed class TaggedStore(InMemoryObjectStore? inner = null) : IBucketTagStore
{
    private readonly InMemoryObjectStore _inner = inner ?? new InMemoryObjectStore();

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>What reading the tags fails with; null for nothing.</summary>
    public Exception? Error { get; set; }

    /// <summary>Whether reading them never ends, and heeds no token.</summary>
    public bool Hangs { get; set; }

    public int Reads { get; private set; }

    public ObjectStoreCapabilities Capabilities => _inner.Capabilities;

    public Task<IReadOnlyDictionary<string, string>> ReadBucketTagsAsync(CancellationToken cancellationToken = default)
    {
        Reads++;
        return Hangs ? new TaskCompletionSource<IReadOnlyDictionary<string, string>>().Task
            : Error is { } error ? Task.FromException<IReadOnlyDictionary<string, string>>(error)
            : Task.FromResult<IReadOnlyDictionary<string, string>>(Tags);
    }

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => _inner.PutAsync(objectKey, content, options, cancellationToken);

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => _inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => _inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => _inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => _inner.ListAsync(prefix, startAfter, cancellationToken);
}
