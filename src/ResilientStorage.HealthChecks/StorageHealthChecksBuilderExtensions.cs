using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.HealthChecks;
using ResilientStorage.Maintenance;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of a storage to a host's health checks.</summary>
public static class StorageHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the storage: Unhealthy (or <paramref name="failureStatus"/>) when the ledger or every store is out of reach, Degraded when a store is, when
    /// work waits too long, and when there are dead letters or versions that lack a copy.
    /// </summary>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="configure">Changes the limits.</param>
    /// <param name="instance">The storage's own name, where <c>AddResilientStorage</c> was given one; null for the default one.</param>
    /// <param name="name">The name of the check; null for <c>resilient-storage</c>, followed by a hyphen and the storage's name where it has one.</param>
    /// <param name="failureStatus">What to report instead of Unhealthy.</param>
    /// <param name="tags">Tags for filtering, such as <c>ready</c>. Do not use the check for liveness: a restart mends no store.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddResilientStorage(
        this IHealthChecksBuilder builder,
        Action<StorageHealthCheckOptions>? configure = null,
        string? instance = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var isDefault = instance is null or InstanceName.Default;
        var check = name ?? (isDefault ? "resilient-storage" : $"resilient-storage-{instance}");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageHealthCheckOptions>, StorageHealthCheckOptionsValidator>());
        builder.Services.AddOptions<StorageHealthCheckOptions>(check).Configure(configure ?? (static _ => { })).ValidateOnStart();
        return builder.Add(new HealthCheckRegistration(check, Create, failureStatus, tags));

        IHealthCheck Create(IServiceProvider provider) => new StorageHealthCheck(
            isDefault ? provider.GetRequiredService<IStorageMaintenance>() : provider.GetRequiredKeyedService<IStorageMaintenance>(instance),
            provider.GetRequiredService<IOptionsMonitor<StorageHealthCheckOptions>>().Get(check),
            provider.GetRequiredService<TimeProvider>());
    }
}
