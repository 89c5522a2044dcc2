using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResilientStorage;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Work;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a resilient storage to a host.</summary>
public static class ResilientStorageServiceCollectionExtensions
{
    /// <summary>The name of the instance that has no other name.</summary>
    private const string DefaultInstance = "default";

    /// <summary>
    /// Adds <see cref="IResilientStorage"/> and <see cref="IStorageMaintenance"/>, and the parts they are made of: <see cref="IResourceLedger"/>,
    /// <see cref="IDeleteQueue"/>, and each <see cref="IObjectStore"/> keyed by its name. Nothing is connected before it is used.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Says what the storage is made of: one main store, one or more backups, a ledger.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">Something is missing or was added twice; the message says what to write.</exception>
    public static IServiceCollection AddResilientStorage(this IServiceCollection services, Action<ResilientStorageBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(static service => service.ServiceType == typeof(StorageEngine)))
        {
            throw new InvalidOperationException("AddResilientStorage was called twice: configure the storage in one call.");
        }

        var builder = new ResilientStorageBuilder(services, DefaultInstance);
        configure(builder);
        StorageRegistration.Check(builder);

        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ResilientStorageOptions>(DefaultInstance).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResilientStorageOptions>, ResilientStorageOptionsValidator>());
        services.AddOptions<AlertsOptions>(DefaultInstance).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertsOptions>, AlertsOptionsValidator>());

        foreach (var store in builder.Stores)
        {
            services.AddKeyedSingleton(store.Name, (provider, _) => store.Factory!(provider));
        }

        services.AddSingleton(builder.LedgerBuilder.Factory!);
        services.AddSingleton(StorageRegistration.QueueOf(builder));
        services.AddSingleton(provider => new StorageEngine(StorageRegistration.SetupOf(builder, provider)));
        services.AddSingleton(static provider => provider.GetRequiredService<StorageEngine>().Storage);
        services.AddSingleton(static provider => provider.GetRequiredService<StorageEngine>().Maintenance);
        services.AddSingleton<IHostedService, StorageWorkerService>();
        return services;
    }
}
