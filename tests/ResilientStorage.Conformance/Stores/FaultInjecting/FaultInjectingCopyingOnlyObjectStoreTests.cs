using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FaultInjectingCopyingObjectStore))]
public sealed class FaultInjectingCopyingOnlyObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() =>
        Task.FromResult(new StoreUnderTest(new FaultInjectingCopyingObjectStore(new InMemoryObjectStore(), new StoreFaultPlan())));
}
