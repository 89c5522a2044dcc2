using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>Faults around a store that takes objects in parts and copies them.</summary>
internal class FaultInjectingFullObjectStore(IMultipartObjectStore multipart, ICopyingObjectStore copying, StoreFaultPlan faults)
    : FaultInjectingMultipartObjectStore(multipart, faults), ICopyingObjectStore
{
    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.Copy,
            [sourceKey, destinationKey],
            _ => copying.CopyAsync(sourceKey, destinationKey, options, cancellationToken),
            static () => new StoredObject { Length = 0 },
            cancellationToken);
}
