using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Invalidation.Reports;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Ledger;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>Puts the parts of one instance's invalidation together.</summary>
internal sealed class InvalidationParts(string instance)
{
    /// <summary>Makes the host's own client; null for the library's.</summary>
    public Func<IServiceProvider, ICloudFrontApi>? Api { get; set; }

    /// <summary>Where reports are written; null for nowhere but the log and the alerts.</summary>
    public StoreBuilder? Reports { get; set; }

    /// <summary>Finds the main store of the storage; null for an invalidation without one.</summary>
    public Func<StoreBuilder?>? Main { get; init; }

    /// <summary>Buckets whose tag is read besides that of the main store.</summary>
    public IList<StoreBuilder> TaggedBuckets { get; } = [];

    public InvalidationBatcher Create(IServiceProvider provider, InvalidationHost host)
    {
        var options = provider.GetProviderOptions<CloudFrontOptions>(instance);
        var api = CreateApi(provider, options, host.Time);
        var forms = new PathForms(options.Paths);
        var catalog = new DistributionCatalog(api, options.Catalog, forms, host.Time, host.Logger);
        var planning = CreatePlanning(provider, options, catalog, forms, host);
        var store = Reports is null ? null : provider.GetRequiredKeyedService<IObjectStore>(Reports.ServiceKey);
        var reports = new InvalidationReports(store, Reports?.Place!(provider), options.ReportPrefix, host.Alerts, host.Ids, host.Time, host.Logger) { HasDurableJournal = host.Journal.IsDurable };
        return new InvalidationBatcher(
            host.Journal,
            observer => new InvalidationSender(host.Journal, api, planning, reports, options.Sending, host.Time, host.Ids, host.Logger) { Observer = observer },
            [.. provider.GetServices<IInvalidationListener>()],
            options.Sending,
            host.Time,
            host.Logger)
        {
            OpenAsync = host.OpenAsync,
            WhenAlertsSentAsync = host.Alerts.WhenSentAsync,
            OwnObjects = host.OwnObjects,
            Owned = OwnedOf(api),
        };
    }

    /// <summary>Makes what sends reports again.</summary>
    public IInvalidationReplay CreateReplay(IServiceProvider provider, InvalidationBatcher batcher) =>
        new InvalidationReplay(new InvalidationReportReader(provider.GetProviderOptions<CloudFrontOptions>(instance).Sending, provider.GetRequiredService<TimeProvider>()), batcher);

    /// <summary>Makes what plans and does not send, for a storage. Nobody is alerted of what is only looked at.</summary>
    public InvalidationPreview CreatePreview(IServiceProvider provider, StoreBuilder main)
    {
        var options = provider.GetProviderOptions<CloudFrontOptions>(instance);
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = new KeylessLogger((provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("ResilientStorage"));
        var api = CreateApi(provider, options, time);
        var forms = new PathForms(options.Paths);
        var catalog = new DistributionCatalog(api, options.Catalog, forms, time, logger);
        var alerts = new AlertDispatcher([], new AlertsOptions(), time, instance, logger);
        var ledger = provider.GetOf<IResourceLedger>(instance);
        var host = new InvalidationHost((IInvalidationJournal)ledger, alerts, new IdFactory(time, new CryptographicRandomSource()), time, logger) { Counts = new LedgerObjectCounts(ledger, main.Name, main.Place!(provider)) };
        var planning = CreatePlanning(provider, options, catalog, forms, host);
        return new InvalidationPreview(catalog, forms, planning, provider.GetOf<StorageEngine>(instance).OwnObjects, alerts, time) { Owned = OwnedOf(api) };
    }

    private InvalidationPlanning CreatePlanning(IServiceProvider provider, CloudFrontOptions options, DistributionCatalog catalog, PathForms forms, InvalidationHost host) =>
        new(catalog, forms, new InvalidationPlanner(options.Planner), new InvalidationCosts(host.Journal, options.Costs, host.Time, host.Alerts), options.Sending, host.Alerts, host.Logger)
        {
            Tags = CreateTags(provider, options.Catalog, host.Time, host.Logger),
            History = new AcceptedHistory(host.Journal, options.Sending, host.Time),
            Counts = host.Counts,
        };

    private ExceptionTags CreateTags(IServiceProvider provider, CloudFrontCatalogOptions options, TimeProvider time, ILogger logger)
    {
        var stores = new Dictionary<string, IBucketTagStore>(StringComparer.Ordinal);
        foreach (var bucket in TaggedBuckets)
        {
            Add(bucket, "it was given to ExceptionTagOf");
        }

        if (options.ReadExceptionTag)
        {
            var main = Main?.Invoke() ?? throw new InvalidOperationException($"{nameof(CloudFrontCatalogOptions.ReadExceptionTag)} reads the tag of a storage's main store, and there is no storage: say which bucket it is with cdn.ExceptionTagOf(store => store.UseS3(...)).");
            Add(main, $"{nameof(CloudFrontCatalogOptions.ReadExceptionTag)} is true");
        }

        return new ExceptionTags(stores, options, time, logger);

        void Add(StoreBuilder store, string why) => stores[store.Place!(provider).Bucket] = provider.GetRequiredKeyedService<IObjectStore>(store.ServiceKey) as IBucketTagStore
            ?? throw new InvalidOperationException($"The store '{store.Name}' has no bucket with tags ({nameof(IBucketTagStore)}), and {why}: use a store on S3, or name the keys in {nameof(CloudFrontCatalogOptions.ExceptionPrefixes)}.");
    }

    private ICloudFrontApi CreateApi(IServiceProvider provider, CloudFrontOptions options, TimeProvider time) => Api is null ? new CloudFrontApiClient(options.Client, time) : new GuardedCloudFront(Api(provider), time);

    // A client that the host makes is the host's to dispose of.
    private IDisposable? OwnedOf(ICloudFrontApi api) => Api is null ? api as IDisposable : null;
}
