using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

/// <summary>On a real server: nothing in memory signs requests.</summary>
[Implementation(typeof(FaultInjectingPresigningObjectStore))]
[NeedsServer(S3TestServer.Main)]
public sealed class FaultInjectingPresigningObjectStoreTests : PresigningObjectStoreConformance
{
    protected override async Task<StoreUnderTest> CreateStoreAsync()
    {
        var inner = await S3TestServer.Demand(S3TestServer.Main).CreateStoreAsync();
        return new StoreUnderTest(FaultInjectingObjectStore.Wrap(inner.Store), cleanUpAsync: () => inner.DisposeAsync().AsTask());
    }
}
