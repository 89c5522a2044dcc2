namespace ResilientStorage.Conformance.Stores;

public sealed class FileSystemObjectStoreConcurrencyTests : ObjectStoreConcurrencyConformance
{
    protected override Task<StoreUnderTest> CreateStoreAsync() => StoreImplementations.FileSystem();
}
