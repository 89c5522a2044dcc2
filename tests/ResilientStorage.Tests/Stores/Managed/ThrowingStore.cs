using System.Buffers;

namespace ResilientStorage.Stores.Managed;

/// <summary>A driver whose calls throw at once, not through their tasks.</summary>
internal sealed class ThrowingStore(Exception error) : IObjectStore
{
    public int Calls { get; private set; }

    public ObjectStoreCapabilities Capabilities { get; } = new();

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        Calls++;
        throw error;
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => throw error;

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => throw error;

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => throw error;

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => throw error;
}
