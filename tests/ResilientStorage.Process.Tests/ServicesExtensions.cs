using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Process;

/// <summary>What a host would have injected.</summary>
internal static class ServicesExtensions
{
    public static IResilientStorage Storage(this IServiceProvider services) => services.GetRequiredService<IResilientStorage>();

    public static IStorageMaintenance Maintenance(this IServiceProvider services) => services.GetRequiredService<IStorageMaintenance>();
}
