using System.Buffers;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>A store whose writes ignore cancellation until they are released, and hold on to their buffer.</summary>
internal sealed class StubbornStore(InMemoryObjectStore inner) : IObjectStore
{
    private readonly TaskCompletionSource _released = new();
    private ReadOnlySequence<byte> _held;

    public ObjectStoreCapabilities Capabilities => inner.Capabilities;

    public byte[] ReadHeldBuffer() => _held.ToArray();

    public void Release() => _released.TrySetResult();

    public async Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        if (!ReservedKeys.IsReserved(objectKey))
        {
            _held = content;
            await _released.Task;
        }

        return await inner.PutAsync(objectKey, content, options, CancellationToken.None);
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}
