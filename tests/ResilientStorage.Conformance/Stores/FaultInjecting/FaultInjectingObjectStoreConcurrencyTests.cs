namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
