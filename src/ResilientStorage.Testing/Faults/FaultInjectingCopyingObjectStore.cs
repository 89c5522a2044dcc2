using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>Faults around a store that copies objects.</summary>
internal sealed class FaultInjectingCopyingObjectStore(ICopyingObjectStore inner, StoreFaultPlan faults)
    : FaultInjectingObjectStore(inner, faults), ICopyingObjectStore
{
    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.Copy,
            [sourceKey, destinationKey],
            _ => inner.CopyAsync(sourceKey, destinationKey, options, cancellationToken),
            static () => new StoredObject { Length = 0 },
            cancellationToken);
}
