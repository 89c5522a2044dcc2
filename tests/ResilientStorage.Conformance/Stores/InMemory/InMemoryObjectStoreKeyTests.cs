using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(InMemoryObjectStore))]
public sealed class InMemoryObjectStoreKeyTests : ObjectStoreKeyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
