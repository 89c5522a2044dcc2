namespace ResilientStorage.Conformance.Stores;

public sealed class InMemoryCopyingObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.InMemory();
}
