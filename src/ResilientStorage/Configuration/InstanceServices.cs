using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Invalidation.Configuration;

namespace ResilientStorage.Configuration;

/// <summary>The parts of the default instance are plain services, those of a named one are keyed by its name.</summary>
internal static class InstanceServices
{
    public static void AddOf<TService>(this IServiceCollection services, string instance, Func<IServiceProvider, TService> factory)
        where TService : class
    {
        if (instance == InstanceName.Default)
        {
            services.AddSingleton(factory);
        }
        else
        {
            services.AddKeyedSingleton(instance, (provider, _) => factory(provider));
        }
    }

    public static TService GetOf<TService>(this IServiceProvider provider, string instance)
        where TService : notnull => instance == InstanceName.Default
            ? provider.GetRequiredService<TService>()
            : provider.GetRequiredKeyedService<TService>(instance);

    public static bool HasInstance(this IServiceCollection services, string instance) =>
        services.Any(service => service.ServiceType == typeof(StorageEngine) && (instance == InstanceName.Default ? !service.IsKeyedService : Equals(service.ServiceKey, instance)));

    public static bool HasInvalidation(this IServiceCollection services, string instance) =>
        services.Any(service => service.ServiceType == typeof(InvalidationParts) && Equals(service.ServiceKey, instance));
}
