using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FaultInjectingFullObjectStore))]
public sealed class FaultInjectingCopyingObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
