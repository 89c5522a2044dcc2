using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Configuration;

/// <summary>Several storages in one host.</summary>
public sealed class NamedInstanceTests
{
    [Fact]
    public async Task Instances_DefaultAndNamed_EachHasItsOwnParts()
    {
        var photos = new InMemoryObjectStore();
        var papers = new InMemoryObjectStore();
        await using var provider = new ServiceCollection()
            .AddResilientStorage(storage => storage.UseInMemory(photos).Configure(static options => options.PartsInFlight = 2))
            .AddResilientStorage("documents", storage => storage.UseInMemory(papers).Configure(static options => options.PartsInFlight = 3))
            .BuildServiceProvider();
        var documents = provider.GetRequiredKeyedService<IResilientStorage>("documents");

        await documents.UploadAsync("a.pdf", new byte[] { 1 });

        Assert.Null(await provider.GetRequiredService<IResilientStorage>().FindAsync("a.pdf"));
        Assert.Same(papers, provider.GetRequiredKeyedService<IObjectStore>("documents/main"));
        Assert.Same(photos, provider.GetRequiredKeyedService<IObjectStore>("main"));
        Assert.NotSame(provider.GetRequiredService<IResourceLedger>(), provider.GetRequiredKeyedService<IResourceLedger>("documents"));
        Assert.Equal(1, (await provider.GetRequiredKeyedService<IStorageMaintenance>("documents").GetStatusAsync()).Ledger.Live);
        Assert.Equal((2, 3), (provider.GetProviderOptions<ResilientStorageOptions>("default").PartsInFlight, provider.GetProviderOptions<ResilientStorageOptions>("documents").PartsInFlight));
        Assert.Equal(2, provider.GetServices<IHostedService>().Count());
    }

    [Fact]
    public async Task Instances_OneLedgerFile_KeepTheirRowsApart()
    {
        var database = new InMemoryLedgerDatabase();
        await using var provider = new ServiceCollection()
            .AddResilientStorage("photos", storage => storage.UseInMemory(ledger: database))
            .AddResilientStorage("documents", storage => storage
                .Main("main", static store => store.Use(static _ => new InMemoryObjectStore(), static _ => new StorePlace("in-memory", "", "documents-main")))
                .Backup("backup", static store => store.Use(static _ => new InMemoryObjectStore(), static _ => new StorePlace("in-memory", "", "documents-backup")))
                .Ledger(ledger => ledger.UseInMemory(database)))
            .BuildServiceProvider();

        await provider.GetRequiredKeyedService<IResilientStorage>("photos").UploadAsync("a.bin", new byte[] { 1 });
        await provider.GetRequiredKeyedService<IResilientStorage>("documents").UploadAsync("a.bin", new byte[] { 2 });

        Assert.Equal(new byte[] { 1 }, await provider.GetRequiredKeyedService<IResilientStorage>("photos").ReadAllBytesAsync("a.bin"));
        Assert.Null(provider.GetService<IResilientStorage>());
    }

    [Fact]
    public void Instances_StoreSettings_BeginWithThoseOfTheirOwnStorage()
    {
        using var provider = new ServiceCollection()
            .AddResilientStorage(storage => storage.UseInMemory().Configure(static options => options.Resilience.Foreground.Retries = 1))
            .AddResilientStorage("documents", storage => storage.UseInMemory().Configure(static options => options.Resilience.Foreground.Retries = 2))
            .BuildServiceProvider();

        Assert.Equal((1, 2), (provider.GetProviderOptions<StoreResilienceOptions>("main").Foreground.Retries, provider.GetProviderOptions<StoreResilienceOptions>("documents/main").Foreground.Retries));
    }

    [Fact]
    public async Task Instances_StoresOfOneCredential_ShareItsLimit()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new ManualTimeProvider();
        var limit = new StoreRateLimit("credential-a", OperationsPerSecond: 1);
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddResilientStorage("photos", Describe)
            .AddResilientStorage("documents", Describe)
            .BuildServiceProvider();
        await provider.GetRequiredKeyedService<IStorageMaintenance>("photos").CheckStoresAsync();

        var check = provider.GetRequiredKeyedService<IStorageMaintenance>("documents").CheckStoresAsync();

        Assert.False(check.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await check, static store => Assert.Null(store.Error));

        void Describe(ResilientStorageBuilder storage) => storage
            .Main("main", store => store.Use(_ => new LimitedStore(new InMemoryObjectStore(clock), limit)))
            .Backup("backup", static store => store.UseInMemory())
            .Ledger(static ledger => ledger.UseInMemory());
    }

    [Fact]
    public void Instances_SameNameTwice_Refused()
    {
        var services = new ServiceCollection().AddResilientStorage("documents", static storage => storage.UseInMemory());

        var error = Assert.Throws<InvalidOperationException>(() => services.AddResilientStorage("documents", static storage => storage.UseInMemory()));

        Assert.Contains("AddResilientStorage(\"documents\", ...) was called twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("My Documents")]
    [InlineData("documents/old")]
    public void Instances_NameAgainstTheRules_Refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddResilientStorage(name, static storage => storage.UseInMemory()));

    [Fact]
    public void Instances_SomethingMissing_NamesTheInstance()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddResilientStorage("documents", static _ => { }));

        Assert.Contains("No main store of the storage 'documents'", error.Message, StringComparison.Ordinal);
    }
}
