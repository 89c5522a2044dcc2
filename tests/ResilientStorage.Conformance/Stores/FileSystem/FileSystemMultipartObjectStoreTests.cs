namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemMultipartObjectStoreTests : MultipartObjectStoreConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
