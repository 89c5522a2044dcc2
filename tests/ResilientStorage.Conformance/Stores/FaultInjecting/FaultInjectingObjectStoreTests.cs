namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingObjectStoreTests : ObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
