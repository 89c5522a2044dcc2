namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemObjectStoreKeyTests : ObjectStoreKeyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
