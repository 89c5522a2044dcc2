using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;

namespace ResilientStorage.Cli.Hosting;

/// <summary>An open storage, without a worker: the bytes that are due for removal are left to <c>worker</c> and <c>--wait</c>.</summary>
internal sealed class StorageHandle : IAsyncDisposable
{
    private readonly StorageSource _source;
    private readonly ServiceProvider _services;

    private StorageHandle(StorageSource source, ServiceProvider services)
    {
        _source = source;
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

    /// <summary>Opens what tells the CDN of changes.</summary>
    /// <exception cref="CliException">The storage tells none.</exception>
    public async Task<InvalidationHandle> OpenInvalidationAsync(CancellationToken cancellationToken)
    {
        if (!_source.Has<IInvalidationBatcher>(_services))
        {
            throw new CliException(new CliError(ErrorKind.Configuration, "This storage tells no CDN of changes: give --config a file whose section has \"Invalidation\": { \"Provider\": \"CloudFront\" }, as docs/configuration.md shows."));
        }

        // The journal is the ledger's, which this opens.
        var status = await Maintenance.GetStatusAsync(cancellationToken);
        return new InvalidationHandle(
            _source.Resolve<IInvalidationBatcher>(_services),
            (IInvalidationJournal)_source.Resolve<IResourceLedger>(_services),
            _source.Resolve<InvalidationPreview>(_services),
            _source.OptionsOf<CloudFrontOptions>(_services),
            status.Ledger.Stores.Select(static store => store.Store).First(static store => store.Role == StoreRole.Main));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
