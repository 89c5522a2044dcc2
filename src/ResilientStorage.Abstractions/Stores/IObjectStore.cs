using System.Buffers;

namespace ResilientStorage.Stores;

/// <summary>
/// A raw driver of one bucket (and prefix) of one provider. It neither retries nor logs: the engine does that around it.
/// Object keys are given without the store's prefix. Errors are <see cref="StorageException"/>; the caller's own cancellation is an
/// <see cref="OperationCanceledException"/>. When a task has ended, however it ended, the store no longer touches the buffers it was given.
/// Thread-safe.
/// </summary>
public interface IObjectStore
{
    /// <summary>What the store can do. The answer never changes.</summary>
    ObjectStoreCapabilities Capabilities { get; }

    /// <summary>Stores an object as a whole: afterwards it is there with all its bytes, or not at all. An existing object of the key is replaced.</summary>
    /// <param name="objectKey">The object's key inside the store.</param>
    /// <param name="content">All the bytes; the buffer stays the caller's.</param>
    /// <param name="options">Headers and metadata to store with it.</param>
    /// <param name="cancellationToken">Cancels the call; the write may still take effect.</param>
    /// <returns>What the store says it has stored. An entity tag of null means that the store has not proved it.</returns>
    Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <param name="objectKey">The object's key inside the store.</param>
    /// <param name="range">A part of it; it must lie inside the object. Null for all.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The download, which the caller disposes.</returns>
    /// <exception cref="StorageException">Of kind NotFound when the object is confirmed missing; InvalidRequest when the range lies outside it.</exception>
    Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default);

    /// <summary>Looks an object up.</summary>
    /// <param name="objectKey">The object's key inside the store.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its properties; null only when the store answered that it is not there (see <see cref="ObjectStoreCapabilities.AbsenceNeedsMarker"/>).</returns>
    Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default);

    /// <summary>Removes objects, with every provider version and delete marker of exactly these keys where the provider keeps versions.</summary>
    /// <param name="objects">At most <see cref="ObjectStoreCapabilities.MaxDeleteBatch"/> objects.</param>
    /// <param name="cancellationToken">Cancels the call; removals may still take effect.</param>
    /// <returns>One answer per object, in the order asked. An object that is not there counts as removed.</returns>
    Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default);

    /// <summary>Lists complete objects in the byte order of their UTF-8 keys.</summary>
    /// <param name="prefix">Only keys that begin with this text; empty for all.</param>
    /// <param name="startAfter">Begin after this key; null for the beginning.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The objects, fetched page by page. A failure on the way throws: a listing that ends normally is complete.</returns>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default);
}
