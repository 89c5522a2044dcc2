using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage.Tests.Stores.FileSystem;

public sealed class FileSystemStoreBuilderExtensionsTests
{
    [Theory]
    [InlineData("/data/main", "/data/main", true)]
    [InlineData("/data/main", "/data/main/", true)]
    [InlineData("/data/main", "/data/../data/main", true)]
    [InlineData("/data", "/data/main", true)]
    [InlineData("/data/main/a/b", "/data/main", true)]
    [InlineData("/data/main", "/data/main-2", false)]
    [InlineData("/data/main", "/data/backup", false)]
    [InlineData("/", "/data", true)]
    public void UseFileSystem_TwoFolders_OverlapWhenOneHoldsTheOther(string main, string backup, bool overlap) =>
        Assert.Equal(overlap, PlaceOf(main).Overlaps(PlaceOf(backup)));

    [Fact]
    public void UseFileSystem_Folder_IsThePlacesPrefix() =>
        Assert.Equal(new StorePlace("file-system", "", "", Path.GetFullPath("/data/main").Replace('\\', '/') + "/"), PlaceOf("/data/main"));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void UseFileSystem_NoFolder_IsRefusedAtOnceAndNamesTheStore(string path)
    {
        var error = Assert.Throws<ArgumentException>(() => PlaceOf(path));

        Assert.Contains("'disk'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseFileSystem_Configured_MakesAStoreThatNeedsAMarker()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var store = Configure(static builder => builder.UseFileSystem(options => options.Path = "/data/main")).Factory!(services);

        Assert.True(store.Capabilities.AbsenceNeedsMarker);
        Assert.IsAssignableFrom<IMultipartObjectStore>(store);
        Assert.IsAssignableFrom<ICopyingObjectStore>(store);
    }

    private static StorePlace PlaceOf(string path)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        return Configure(builder => builder.UseFileSystem(path)).Place!(services);
    }

    private static StoreBuilder Configure(Action<StoreBuilder> configure) => new ResilientStorageBuilder(new ServiceCollection(), "default").Main("disk", configure).Stores[0];
}
