using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(S3ObjectStore))]
[NeedsServer(S3TestServer.Backup)]
public sealed class S3VultrObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    /// <summary>The index of a bucket on Ceph 16 may lack an object whose PUT and DELETE crossed (measured: 1 of 200 rounds); the object itself is removed by its key.</summary>
    protected override bool ListsWhatWasWrittenAndRemovedAtOnce => false;

    protected override Task<StoreUnderTest> CreateStoreAsync()
    {
        var server = S3TestServer.Demand(S3TestServer.Backup);
        return server.CreateStoreAsync(server.VultrProfile);
    }
}
