using System.Buffers;

namespace ResilientStorage.Stores.Managed;

/// <summary>A driver that tries more than once by itself, and says so.</summary>
internal sealed class DoubtfulStore(IObjectStore inner) : IObjectStore
{
    public ObjectStoreCapabilities Capabilities => inner.Capabilities;

    public async Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        await inner.PutAsync(objectKey, content, options, cancellationToken) with { HadUnknownOutcome = true };

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}
