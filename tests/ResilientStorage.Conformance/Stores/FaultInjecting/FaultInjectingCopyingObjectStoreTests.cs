namespace ResilientStorage.Conformance.Stores;

public sealed class FaultInjectingCopyingObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FaultInjecting();
}
