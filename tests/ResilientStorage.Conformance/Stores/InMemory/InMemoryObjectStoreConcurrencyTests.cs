namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
