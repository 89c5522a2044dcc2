using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests.Faults;

/// <summary>A store without further abilities.</summary>
internal sealed class PlainStore : IObjectStore
{
    public ObjectStoreCapabilities Capabilities { get; } = new();

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
