using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>Gives a store resilience settings of its own.</summary>
public static class StoreBuilderResilienceExtensions
{
    /// <summary>Changes how the calls to this store are tried again, timed and limited. What is not changed stays as the storage has it (<see cref="ResilientStorageOptions.Resilience"/>).</summary>
    /// <param name="store">The store.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder Resilience(this StoreBuilder store, Action<StoreResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        store.Services.Configure(store.ServiceKey, configure);
        return store;
    }
}
