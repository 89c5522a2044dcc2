using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage.Conformance.Stores;

[Implementation(typeof(FileSystemObjectStore))]
public sealed class FileSystemCopyingObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
