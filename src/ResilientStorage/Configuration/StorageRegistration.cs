using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Stores;
using ResilientStorage.Work;

namespace ResilientStorage.Configuration;

/// <summary>From the builder to the engine.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection Add(IServiceCollection services, string instance, StorageConfiguration? configuration, Action<ResilientStorageBuilder>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var storage = new ResilientStorageBuilder(services, instance);
        if (services.HasInstance(instance))
        {
            throw new InvalidOperationException(instance == InstanceName.Default
                ? "AddResilientStorage was called twice: configure the storage in one call, or give each its name: AddResilientStorage(\"documents\", ...)."
                : $"AddResilientStorage(\"{instance}\", ...) was called twice: configure the storage in one call, or give each a name of its own.");
        }

        AddOptions(services, instance);
        BuiltInProviders.Add(storage.Providers);
        configuration?.ApplySettings(storage);
        configure?.Invoke(storage);
        configuration?.ApplyParts(storage);
        StorageParts.Check(storage);
        AddServices(services, storage);
        return services;
    }

    // Before the builder's callback, so that what it configures counts.
    private static void AddOptions(IServiceCollection services, string instance)
    {
        services.TryAddSingleton(TimeProvider.System);

        // One for the process: storages may share a credential, and so its limit.
        services.TryAddSingleton<StoreRateLimiters>();
        services.AddOptions<ResilientStorageOptions>(instance).ValidateOnStart();
        services.AddOptions<AlertsOptions>(instance).ValidateOnStart();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<AlertsOptions>, AlertsOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<ResilientStorageOptions>, ResilientStorageOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<ResilientStorageOptions>, ResilientStorageOptionsRules>(),
            ServiceDescriptor.Singleton<IConfigureOptions<StoreResilienceOptions>, StoreResilienceDefaults>(),
            ServiceDescriptor.Singleton<IValidateOptions<StoreResilienceOptions>, StoreResilienceOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<StoreResilienceOptions>, StoreResilienceRules>(),
        ]);
    }

    private static void AddServices(IServiceCollection services, ResilientStorageBuilder storage)
    {
        var instance = storage.Instance;
        foreach (var store in storage.Stores)
        {
            services.AddOptions<StoreResilienceOptions>(store.ServiceKey).ValidateOnStart();
            services.AddKeyedSingleton(store.ServiceKey, (provider, _) => store.Factory!(provider));
        }

        services.AddOf(instance, storage.LedgerBuilder.Factory!);
        services.AddOf(instance, storage.DeleteQueueBuilder.Factory!);
        services.AddOf(instance, provider => new StorageEngine(SetupOf(storage, provider)));
        services.AddOf(instance, provider => provider.GetOf<StorageEngine>(instance).Storage);
        services.AddOf(instance, provider => provider.GetOf<StorageEngine>(instance).Maintenance);
        if (services.HasInvalidation(instance))
        {
            services.AddOf<IInvalidationBatcher>(instance, provider => provider.GetOf<StorageEngine>(instance).Invalidation!);
            services.AddOf(instance, provider => provider.GetRequiredKeyedService<InvalidationParts>(instance).CreatePreview(provider, storage.Stores.Single(static store => store.Role == StoreRole.Main)));
            services.AddOf(instance, provider => provider.GetRequiredKeyedService<InvalidationParts>(instance).CreateReplay(provider, provider.GetOf<StorageEngine>(instance).Invalidation!));
            S3EventServices.Add(services, instance);
        }

        services.AddSingleton<IHostedService>(provider => new StorageWorkerService(provider.GetOf<StorageEngine>(instance)));
    }

    private static EngineSetup SetupOf(ResilientStorageBuilder storage, IServiceProvider provider) => new()
    {
        Instance = storage.Instance,
        Stores = [.. storage.Stores.OrderBy(static store => store.Role).Select(store => StoreOf(store, provider))],
        Ledger = provider.GetOf<IResourceLedger>(storage.Instance),
        Queue = provider.GetOf<IDeleteQueue>(storage.Instance),
        Alerts = [.. storage.AlertsBuilder.Factories.Select(factory => factory(provider))],
        AlertOptions = provider.GetProviderOptions<AlertsOptions>(storage.Instance),
        Options = provider.GetProviderOptions<ResilientStorageOptions>(storage.Instance),
        Invalidation = provider.GetKeyedService<InvalidationParts>(storage.Instance) is { } invalidation ? host => invalidation.Create(provider, host) : null,
        RateLimiters = provider.GetRequiredService<StoreRateLimiters>(),
        Time = provider.GetRequiredService<TimeProvider>(),

        // A host has one; a container without metrics gets a meter of the storage's own.
        Meters = provider.GetService<IMeterFactory>(),

        // A container without logging is a small console app's good right.
        Logging = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
    };

    private static EngineStore StoreOf(StoreBuilder store, IServiceProvider provider) =>
        new(store.Name, store.Role, store.Place!(provider), provider.GetRequiredKeyedService<IObjectStore>(store.ServiceKey))
        {
            Resilience = provider.GetProviderOptions<StoreResilienceOptions>(store.ServiceKey),
        };
}
