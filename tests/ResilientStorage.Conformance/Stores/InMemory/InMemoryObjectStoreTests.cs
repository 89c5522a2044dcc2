using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(InMemoryObjectStore))]
public sealed class InMemoryObjectStoreTests : ObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
