using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(S3ObjectStore))]
[NeedsServer(S3TestServer.Main)]
public sealed class S3PresigningObjectStoreFormTests : PresigningObjectStoreFormConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => S3TestServer.Demand(S3TestServer.Main).CreateStoreAsync();
}
