namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingObjectStoreKeyTests : ObjectStoreKeyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
