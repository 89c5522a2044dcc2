using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Configuration;

/// <summary>A store whose provider lets a credential send so many operations a second.</summary>
internal sealed class LimitedStore(IObjectStore inner, StoreRateLimit limit) : IObjectStore
{
    public ObjectStoreCapabilities Capabilities => inner.Capabilities with { RateLimit = limit };

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => inner.PutAsync(objectKey, content, options, cancellationToken);

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}
