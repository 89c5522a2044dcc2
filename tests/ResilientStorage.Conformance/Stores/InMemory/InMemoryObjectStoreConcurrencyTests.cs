using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(InMemoryObjectStore))]
public sealed class InMemoryObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
