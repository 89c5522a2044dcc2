using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>Who may be asked for a bucket's tag, and what is said when nobody can be.</summary>
public sealed class ExceptionTagSetupTests
{
    [Fact]
    public async Task ReadExceptionTag_WithoutAStorage_SaysWhichCallNamesTheBucket()
    {
        await using var services = new ServiceCollection().AddCloudFrontInvalidation(static cdn => cdn.UseCloudFront(static options => options.Catalog.ReadExceptionTag = true)).BuildServiceProvider();

        Assert.Contains("cdn.ExceptionTagOf(store => store.UseS3(...))", Assert.Throws<InvalidOperationException>(services.GetRequiredService<IInvalidationBatcher>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadExceptionTag_MainStoreWithoutTags_SaysWhatToUse()
    {
        await using var services = Storage(static store => store.UseInMemory());

        var error = Assert.Throws<InvalidOperationException>(services.GetRequiredService<IInvalidationBatcher>);

        Assert.Contains("The store 'main' has no bucket with tags", error.Message, StringComparison.Ordinal);
        Assert.Contains("ExceptionPrefixes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadExceptionTag_MainStoreWithTags_IsTaken()
    {
        await using var services = Storage(static store => store.Use(static _ => new TaggedStore(), static _ => new StorePlace("s3", "", "photos")));

        Assert.NotNull(services.GetRequiredService<IInvalidationBatcher>());
    }

    [Fact]
    public void ExceptionTagOf_NoImplementation_IsAnErrorAtOnce() => Assert.Contains(
        "whose tag is read was given no implementation",
        Assert.Throws<InvalidOperationException>(static () => new ServiceCollection().AddCloudFrontInvalidation(static cdn => cdn.ExceptionTagOf(static _ => { }))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Configuration_Section_TurnsItOn()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["S:Main:Name"] = "main",
            ["S:Main:Provider"] = "FileSystem",
            ["S:Main:Path"] = Path.GetTempPath() + "never-opened",
            ["S:Invalidation:Provider"] = "CloudFront",
            ["S:Invalidation:Catalog:ReadExceptionTag"] = "true",
            ["S:Invalidation:Catalog:ExceptionTag"] = "immutable",
        }).Build().GetSection("S");
        await using var services = new ServiceCollection()
            .AddResilientStorage(section, static storage => storage.Backup("backup", static store => store.UseInMemory()).Ledger(static ledger => ledger.UseInMemory()))
            .BuildServiceProvider();

        Assert.Contains("The store 'main' has no bucket with tags", Assert.Throws<InvalidOperationException>(services.GetRequiredService<IInvalidationBatcher>).Message, StringComparison.Ordinal);
        Assert.Equal("immutable", services.GetProviderOptions<CloudFrontOptions>(InstanceName.Default).Catalog.ExceptionTag);
    }

    private static ServiceProvider Storage(Action<StoreBuilder> main) => new ServiceCollection()
        .AddResilientStorage(storage => storage
            .Invalidation(static cdn => cdn.UseCloudFront(static options => options.Catalog.ReadExceptionTag = true))
            .Main("main", main)
            .Backup("backup", static store => store.UseInMemory())
            .Ledger(static ledger => ledger.UseInMemory()))
        .BuildServiceProvider();
}
