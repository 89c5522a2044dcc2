using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>The preset for MinIO, against Ceph: it shows that the preset is sound, not how MinIO answers.</summary>
[Implementation(typeof(S3ObjectStore))]
[NeedsServer(S3TestServer.Backup)]
public sealed class S3MinIOMultipartObjectStoreTests : MultipartObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync()
    {
        var server = S3TestServer.Demand(S3TestServer.Backup);
        return server.CreateStoreAsync(server.MinIOProfile);
    }
}
