using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Cli.Hosting;

/// <summary>An open storage, without a worker: the bytes that are due for removal are left to <c>worker</c> and <c>--wait</c>.</summary>
internal sealed class StorageHandle : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StorageHandle(ServiceProvider services, IReadOnlyList<string> ownFolders)
    {
        _services = services;
        OwnFolders = ownFolders;
        Storage = services.GetRequiredService<IResilientStorage>();
        Maintenance = services.GetRequiredService<IStorageMaintenance>();
    }

    public IResilientStorage Storage { get; }

    public IStorageMaintenance Maintenance { get; }

    public IReadOnlyList<string> OwnFolders { get; }

    public static StorageHandle Open(StorageSource source, bool isVerbose)
    {
        var services = new ServiceCollection();
        if (isVerbose)
        {
            services.AddLogging(static logging => ErrorLogging.Add(logging, LogLevel.Debug));
        }

        source.AddTo(services, runWorker: false);
        return new StorageHandle(services.BuildServiceProvider(), source.OwnFolders);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
