using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Invalidation.Reports;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>Puts the parts of one instance's invalidation together.</summary>
internal sealed class InvalidationParts(string instance)
{
    /// <summary>Makes the host's own client; null for the library's.</summary>
    public Func<IServiceProvider, ICloudFrontApi>? Api { get; set; }

    /// <summary>Where reports are written; null for nowhere but the log and the alerts.</summary>
    public StoreBuilder? Reports { get; set; }

    public InvalidationBatcher Create(IServiceProvider provider, InvalidationHost host)
    {
        var options = provider.GetProviderOptions<CloudFrontOptions>(instance);
        var api = Api?.Invoke(provider) ?? new CloudFrontApiClient(options.Client, host.Time);
        var forms = new PathForms(options.Paths);
        var catalog = new DistributionCatalog(api, options.Catalog, forms, host.Time, host.Logger);
        var costs = new InvalidationCosts(host.Journal, options.Costs, host.Time, host.Alerts);
        var planning = new InvalidationPlanning(catalog, forms, new InvalidationPlanner(options.Planner), costs, options.Sending, host.Alerts, host.Logger);
        var store = Reports is null ? null : provider.GetRequiredKeyedService<IObjectStore>(Reports.ServiceKey);
        var reports = new InvalidationReports(store, Reports?.Place!(provider), options.ReportPrefix, host.Alerts, host.Ids, host.Time, host.Logger);
        return new InvalidationBatcher(
            host.Journal,
            observer => new InvalidationSender(host.Journal, api, planning, reports, options.Sending, host.Time, host.Ids, host.Logger) { Observer = observer },
            [.. provider.GetServices<IInvalidationListener>()],
            options.Sending,
            host.Time,
            host.Logger)
        {
            OpenAsync = host.OpenAsync,

            // A client that the host makes is the host's to dispose of.
            Owned = Api is null ? api as IDisposable : null,
        };
    }
}
