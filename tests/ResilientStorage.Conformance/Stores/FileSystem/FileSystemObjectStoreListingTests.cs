namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemObjectStoreListingTests : ObjectStoreListingConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
