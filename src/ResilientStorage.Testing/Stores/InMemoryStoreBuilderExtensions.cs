using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>Uses a store in memory, for tests.</summary>
public static class InMemoryStoreBuilderExtensions
{
    /// <summary>Uses a store in memory, which is lost with the process.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="instance">The store; by default a new one with the <see cref="TimeProvider"/> of the services, or else the system's.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseInMemory(this StoreBuilder store, InMemoryObjectStore? instance = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Use(
            services => instance ?? new InMemoryObjectStore(services.GetService<TimeProvider>()),
            _ => new StorePlace("in-memory", "", store.Name));
    }
}
