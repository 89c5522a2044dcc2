using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Invalidation.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds invalidation alone, for changes that others make: no stores, no ledger.</summary>
public static class CloudFrontInvalidationServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IInvalidationBatcher"/> for Amazon CloudFront, <see cref="IInvalidationReplay"/> for what it has reported, and what reads S3 events: <see cref="S3EventParser"/>, <see cref="S3EventHandler"/>,
    /// <see cref="S3EventReceiver"/>, <see cref="LambdaInvalidationHandler"/>. Nothing is kept on disk: a source acknowledges an event only when its invalidation
    /// was accepted or reported, and tells of it again otherwise. In a host the changes are sent by a background service; without one, as in a Lambda function, by
    /// <see cref="IInvalidationBatcher.FlushAsync"/>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">How the service is reached, where reports and alerts go.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">It was called twice, or beside a storage that has invalidation of its own.</exception>
    public static IServiceCollection AddCloudFrontInvalidation(this IServiceCollection services, Action<InvalidationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(static service => service.ServiceType == typeof(IInvalidationBatcher) && !service.IsKeyedService))
        {
            throw new InvalidOperationException("There is an invalidation already: call AddCloudFrontInvalidation once, and not beside AddResilientStorage(storage => storage.Invalidation(...)), whose batcher takes changes of others, too.");
        }

        var parts = new InvalidationParts(InstanceName.Default);
        var alerts = new ResilientStorageBuilder(services, InstanceName.Default).AlertsBuilder;
        configure(new InvalidationBuilder(services, InstanceName.Default, parts) { AlertsBuilder = alerts }.UseCloudFront());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AlertsOptions>(InstanceName.Default).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertsOptions>, AlertsOptionsValidator>());
        services.TryAddSingleton(provider => new StandaloneInvalidation(provider, parts, alerts));
        services.AddSingleton<IInvalidationBatcher>(static provider => provider.GetRequiredService<StandaloneInvalidation>().Batcher);
        services.AddSingleton(static provider => provider.GetRequiredService<StandaloneInvalidation>().Replay);
        S3EventServices.Add(services, InstanceName.Default);
        services.AddSingleton<IHostedService, StandaloneInvalidationService>();
        return services;
    }
}
