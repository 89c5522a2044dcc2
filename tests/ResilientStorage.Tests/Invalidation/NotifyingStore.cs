using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation;

/// <summary>A bucket that tells of each write and removal while its writer waits, as Ceph does.</summary>
internal sealed class NotifyingStore(IObjectStore inner, Func<string, bool, Task> notifyAsync) : IObjectStore
{
    public ObjectStoreCapabilities Capabilities => inner.Capabilities;

    public async Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        var stored = await inner.PutAsync(objectKey, content, options, cancellationToken);
        await notifyAsync(objectKey, false);
        return stored;
    }

    public async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        var deleted = await inner.DeleteAsync(objects, cancellationToken);
        foreach (var one in objects)
        {
            await notifyAsync(one.ObjectKey, true);
        }

        return deleted;
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => inner.FindAsync(objectKey, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, startAfter, cancellationToken);
}
