using System.Buffers;
using System.Runtime.InteropServices;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>A store that remembers in which buffers content was handed to it.</summary>
internal sealed class CapturingStore : IObjectStore
{
    private readonly InMemoryObjectStore _inner = new();

    public List<byte[]> Buffers { get; } = [];

    public ObjectStoreCapabilities Capabilities => _inner.Capabilities;

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        if (!ReservedKeys.IsReserved(objectKey))
        {
            foreach (var memory in content)
            {
                Assert.True(MemoryMarshal.TryGetArray(memory, out var segment));
                Buffers.Add(segment.Array!);
            }
        }

        return _inner.PutAsync(objectKey, content, options, cancellationToken);
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => _inner.OpenReadAsync(objectKey, range, cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => _inner.FindAsync(objectKey, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => _inner.DeleteAsync(objects, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => _inner.ListAsync(prefix, startAfter, cancellationToken);
}
