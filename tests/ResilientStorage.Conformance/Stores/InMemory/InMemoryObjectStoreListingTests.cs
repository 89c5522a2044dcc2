namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryObjectStoreListingTests : ObjectStoreListingConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
