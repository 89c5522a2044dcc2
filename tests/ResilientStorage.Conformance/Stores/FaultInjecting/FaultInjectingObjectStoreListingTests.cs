using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FaultInjectingFullObjectStore))]
public sealed class FaultInjectingObjectStoreListingTests : ObjectStoreListingConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
