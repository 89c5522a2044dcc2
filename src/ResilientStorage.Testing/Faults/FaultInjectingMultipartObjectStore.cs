using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>Faults around a store that takes objects in parts.</summary>
internal class FaultInjectingMultipartObjectStore(IMultipartObjectStore inner, StoreFaultPlan faults)
    : FaultInjectingObjectStore(inner, faults), IMultipartObjectStore
{
    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.BeginMultipart,
            [objectKey],
            _ => inner.BeginMultipartAsync(objectKey, partSize, options, cancellationToken),
            () => new MultipartUpload(objectKey, "never-begun", partSize),
            cancellationToken);

    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.PutPart,
            [upload.ObjectKey],
            faults => inner.PutPartAsync(upload, number, faults.Stored(content), cancellationToken),
            () => new StoredPart(number, content.Length, ""),
            cancellationToken,
            number);

    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.CompleteMultipart,
            [upload.ObjectKey],
            _ => inner.CompleteMultipartAsync(upload, parts, cancellationToken),
            () => new StoredObject { Length = parts.Sum(static part => part.Length) },
            cancellationToken);

    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.AbortMultipart,
            [upload.ObjectKey],
            async _ =>
            {
                await inner.AbortMultipartAsync(upload, cancellationToken).ConfigureAwait(false);
                return true;
            },
            static () => true,
            cancellationToken);

    public IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default) =>
        EnumerateAsync(StoreOperation.ListMultipart, prefix, () => inner.ListMultipartAsync(prefix, cancellationToken), cancellationToken);
}
