using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FaultInjectingFullObjectStore))]
public sealed class FaultInjectingObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
