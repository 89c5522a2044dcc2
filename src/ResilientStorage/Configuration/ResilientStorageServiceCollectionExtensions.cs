using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ResilientStorage;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a resilient storage to a host.</summary>
public static class ResilientStorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IResilientStorage"/> and <see cref="IStorageMaintenance"/>, and the parts they are made of: <see cref="IResourceLedger"/>,
    /// <see cref="IDeleteQueue"/>, and each <see cref="IObjectStore"/> keyed by its name. Nothing is connected before it is used.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Says what the storage is made of: one main store, one or more backups, a ledger.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">Something is missing or was added twice; the message says what to write.</exception>
    public static IServiceCollection AddResilientStorage(this IServiceCollection services, Action<ResilientStorageBuilder> configure) =>
        services.AddResilientStorage(InstanceName.Default, configure);

    /// <summary>
    /// Adds a storage with a name, beside others. Its services are keyed by the name, <c>[FromKeyedServices("documents")] IResilientStorage</c>, and its stores by
    /// <c>documents/store</c> (<see cref="InstanceName.KeyOf"/>).
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name, which the ledger keeps for ever: 1 to 64 lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Says what the storage is made of.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name breaks the rules.</exception>
    /// <exception cref="InvalidOperationException">Something is missing or was added twice; the message says what to write.</exception>
    public static IServiceCollection AddResilientStorage(this IServiceCollection services, string name, Action<ResilientStorageBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return StorageRegistration.Add(services, name, configuration: null, configure);
    }

    /// <summary>Adds a storage as a section of the configuration describes it: <c>Main</c>, <c>Backups</c>, <c>Ledger</c>, and any setting of <see cref="ResilientStorageOptions"/>. An unknown key is an error.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section, such as <c>builder.Configuration.GetSection("ResilientStorage")</c>. It is read once, at start.</param>
    /// <param name="configure">Adds the providers of further packages, such as <c>storage => storage.AddSqlite()</c>, and anything that is better written in code: it counts before the section.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The section is empty, or a part or a provider is missing or unknown; the message says where and what to write.</exception>
    /// <exception cref="OptionsValidationException">A key of the section itself is not known or has no possible value. What is wrong in a part shows when the host starts, or at first use where there is no host.</exception>
    public static IServiceCollection AddResilientStorage(this IServiceCollection services, IConfigurationSection section, Action<ResilientStorageBuilder>? configure = null) =>
        services.AddResilientStorage(InstanceName.Default, section, configure);

    /// <summary>Adds a storage with a name as a section of the configuration describes it.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name, which the ledger keeps for ever: 1 to 64 lower-case letters, digits and hyphens.</param>
    /// <param name="section">The section. It is read once, at start.</param>
    /// <param name="configure">Adds the providers of further packages, and anything that is better written in code.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name breaks the rules.</exception>
    /// <exception cref="InvalidOperationException">The section is empty, or a part or a provider is missing or unknown; the message says where and what to write.</exception>
    /// <exception cref="OptionsValidationException">A key of the section itself is not known or has no possible value. What is wrong in a part shows when the host starts, or at first use where there is no host.</exception>
    public static IServiceCollection AddResilientStorage(this IServiceCollection services, string name, IConfigurationSection section, Action<ResilientStorageBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return StorageRegistration.Add(services, name, new StorageConfiguration(section), configure);
    }
}
