namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryMultipartObjectStoreTests : MultipartObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
