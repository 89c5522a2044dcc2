namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemObjectStoreTests : ObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
