using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

/// <summary>A process of a host: a complete engine on the ledger under test. The stores are in memory, and may be shared with another node.</summary>
internal sealed class HostNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly string? _instance;

    public HostNode(Func<IResourceLedger> createLedger, HostNode? other = null, string? instance = null)
    {
        _instance = instance;
        Main = other?.Main ?? new InMemoryObjectStore(Clock);
        Backup = other?.Backup ?? new InMemoryObjectStore(Clock);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        void Configure(ResilientStorageBuilder storage) => storage
            .Main(instance + "main", store => store.UseInMemory(Main))
            .Backup(instance + "backup", store => store.UseInMemory(Backup))
            .Ledger(ledger => ledger.Use(_ => createLedger()))
            .Configure(static options =>
            {
                options.RunWorker = false;
                options.DeletedRetention = TimeSpan.Zero;
                options.SupersededRetention = TimeSpan.Zero;
                options.ReaderGrace = TimeSpan.Zero;
            });
        _services = (instance is null ? services.AddResilientStorage(Configure) : services.AddResilientStorage(instance, Configure)).BuildServiceProvider();
    }

    /// <summary>The engine's clock; the ledger has its own.</summary>
    public ManualTimeProvider Clock { get; } = new();

    public InMemoryObjectStore Main { get; }

    public InMemoryObjectStore Backup { get; }

    public IResilientStorage Storage => Get<IResilientStorage>();

    public IStorageMaintenance Maintenance => Get<IStorageMaintenance>();

    /// <summary>How many objects the stores hold, their owner markers left out.</summary>
    public int ObjectCount => new[] { Main, Backup }.Sum(static store => store.ObjectKeys.Count(static key => !key.StartsWith(".resilient-storage/", StringComparison.Ordinal)));

    public async Task<StagedUpload> StageAsync(string key, byte[] content, UploadOptions? options = null)
    {
        using var stream = new MemoryStream(content);
        return await Storage.StageAsync(key, stream, options);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _instance is null ? _services.GetRequiredService<T>() : _services.GetRequiredKeyedService<T>(_instance);
}
