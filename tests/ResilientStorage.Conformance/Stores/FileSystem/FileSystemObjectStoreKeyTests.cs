using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FileSystemObjectStore))]
public sealed class FileSystemObjectStoreKeyTests : ObjectStoreKeyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
