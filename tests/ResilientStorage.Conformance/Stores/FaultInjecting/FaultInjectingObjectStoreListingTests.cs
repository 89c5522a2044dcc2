namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingObjectStoreListingTests : ObjectStoreListingConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
