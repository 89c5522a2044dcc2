namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryObjectStoreTests : ObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
