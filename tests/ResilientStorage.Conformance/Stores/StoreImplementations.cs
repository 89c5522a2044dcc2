using ResilientStorage.Stores.FileSystem;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Makes the stores that the suites run on.</summary>
internal static class StoreImplementations
{
    public static Task<StoreUnderTest> InMemory() => Task.FromResult(new StoreUnderTest(new InMemoryObjectStore()));

    public static Task<StoreUnderTest> FaultInjecting() => Task.FromResult(new StoreUnderTest(FaultInjectingObjectStore.Wrap(new InMemoryObjectStore())));

    public static Task<StoreUnderTest> FileSystem()
    {
        var root = Directory.CreateTempSubdirectory("resilient-storage-");
        return Task.FromResult(new StoreUnderTest(new FileSystemObjectStore(Path.Join(root.FullName, "store"), TimeProvider.System), () => root.Delete(recursive: true)));
    }
}
