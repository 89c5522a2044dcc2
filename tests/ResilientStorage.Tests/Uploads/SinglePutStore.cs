using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Uploads;

/// <summary>A store that can do no more than it must: neither parts nor copies.</summary>
internal sealed class SinglePutStore(IObjectStore inner) : IObjectStore
{
    public ObjectStoreCapabilities Capabilities => inner.Capabilities;

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => inner.PutAsync(objectKey, content, options, cancellationToken);

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}
