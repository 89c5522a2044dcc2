namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemCopyingObjectStoreTests : CopyingObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
