namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryObjectStoreKeyTests : ObjectStoreKeyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
