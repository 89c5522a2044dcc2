using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(S3ObjectStore))]
[NeedsServer(S3TestServer.Backup)]
public sealed class S3VultrPresigningObjectStoreFormTests : PresigningObjectStoreFormConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync()
    {
        var server = S3TestServer.Demand(S3TestServer.Backup);
        return server.CreateStoreAsync(server.VultrProfile);
    }
}
