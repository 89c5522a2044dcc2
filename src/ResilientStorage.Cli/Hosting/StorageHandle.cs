using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Cli.Hosting;

/// <summary>An open storage, without a worker: the bytes that are due for removal are left to <c>worker</c> and <c>--wait</c>.</summary>
internal sealed class StorageHandle : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StorageHandle(StorageSource source, ServiceProvider services)
    {
        _services = services;
        Storage = source.Resolve<IResilientStorage>(services);
        Maintenance = source.Resolve<IStorageMaintenance>(services);
    }

    public IResilientStorage Storage { get; }

    public IStorageMaintenance Maintenance { get; }

    public static StorageHandle Open(StorageSource source, bool isVerbose)
    {
        var services = new ServiceCollection();
        if (isVerbose)
        {
            services.AddLogging(static logging => ErrorLogging.Add(logging, LogLevel.Debug));
        }

        source.AddTo(services, runWorker: false);
        return new StorageHandle(source, services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
