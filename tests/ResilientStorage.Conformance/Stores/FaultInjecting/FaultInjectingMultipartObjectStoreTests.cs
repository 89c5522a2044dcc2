namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingMultipartObjectStoreTests : MultipartObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
