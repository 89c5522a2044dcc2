using System.Buffers;

namespace ResilientStorage.Stores;

/// <summary>
/// A store that takes an object in parts. A store without this ability takes at most the parts in flight (32 MiB by default).
/// Parts may arrive in any order and at the same time. An unfinished upload is never visible as an object.
/// </summary>
public interface IMultipartObjectStore : IObjectStore
{
    /// <summary>Begins an upload in parts.</summary>
    /// <param name="objectKey">The object's key inside the store.</param>
    /// <param name="partSize">The size of every part but the last, in bytes.</param>
    /// <param name="options">Headers and metadata to store with the object.</param>
    /// <param name="cancellationToken">Cancels the call; the upload may have begun.</param>
    /// <returns>The upload.</returns>
    Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default);

    /// <summary>Stores one part; storing the same number again replaces it.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">The number of the part, from 1.</param>
    /// <param name="content">The bytes; the buffer stays the caller's.</param>
    /// <param name="cancellationToken">Cancels the call; the part may still be stored.</param>
    /// <returns>The part.</returns>
    /// <exception cref="StorageException">Of kind NotFound when the upload was aborted or completed.</exception>
    Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Makes the object of its parts: afterwards it is there with all its bytes.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="parts">Every part, in ascending order without gaps.</param>
    /// <param name="cancellationToken">Cancels the call; the object may still appear.</param>
    /// <returns>What the store says it has stored.</returns>
    /// <exception cref="StorageException">Of kind NotFound when the upload was aborted or completed; InvalidRequest when a part is missing or differs.</exception>
    Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default);

    /// <summary>Gives an upload up and frees its parts; an upload that is not there counts as given up.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the store has confirmed it.</returns>
    Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Lists unfinished uploads in the byte order of their object keys.</summary>
    /// <param name="prefix">Only object keys that begin with this text; empty for all.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The uploads. Their <see cref="MultipartUpload.PartSize"/> may be 0 where the provider does not tell it.</returns>
    IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default);
}
