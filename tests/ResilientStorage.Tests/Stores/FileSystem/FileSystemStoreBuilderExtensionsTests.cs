using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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
    public void UseFileSystem_NoPath_RefusedAtOnce(string path) => Assert.Throws<ArgumentException>(() => PlaceOf(path));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void UseFileSystem_NoFolder_ErrorNamesTheStore(string path)
    {
        var services = new ServiceCollection();
        var store = Configure(services, builder => builder.UseFileSystem(options => options.Path = path));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => store.Place!(provider));

        Assert.Contains("'disk'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseFileSystem_Configured_MakesAStoreThatNeedsAMarker()
    {
        var services = new ServiceCollection();
        var builder = Configure(services, static builder => builder.UseFileSystem(static options => options.Path = "/data/main"));
        using var provider = services.BuildServiceProvider();
        var store = builder.Factory!(provider);

        Assert.True(store.Capabilities.AbsenceNeedsMarker);
        Assert.IsAssignableFrom<IMultipartObjectStore>(store);
        Assert.IsAssignableFrom<ICopyingObjectStore>(store);
    }

    private static StorePlace PlaceOf(string path)
    {
        var services = new ServiceCollection();
        var store = Configure(services, builder => builder.UseFileSystem(path));
        using var provider = services.BuildServiceProvider();
        return store.Place!(provider);
    }

    private static StoreBuilder Configure(IServiceCollection services, Action<StoreBuilder> configure) => new ResilientStorageBuilder(services, "default").Main("disk", configure).Stores[0];
}
