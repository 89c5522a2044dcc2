using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Stores;

namespace ResilientStorage.Configuration;

/// <summary>Says what a storage is made of: one main store, one or more backups, a ledger.</summary>
public sealed class ResilientStorageBuilder
{
    private readonly List<StoreBuilder> _stores = [];

    /// <summary>Makes a builder; <c>AddResilientStorage</c> does it.</summary>
    /// <param name="services">The services that the parts are registered in.</param>
    /// <param name="instance">The name of the instance.</param>
    public ResilientStorageBuilder(IServiceCollection services, string instance)
    {
        ArgumentNullException.ThrowIfNull(services);
        InstanceName.ThrowIfInvalid(instance, nameof(instance));
        Services = services;
        Instance = instance;
        LedgerBuilder = new LedgerBuilder(services, instance);
        DeleteQueueBuilder = new DeleteQueueBuilder(services, instance);
        AlertsBuilder = new AlertsBuilder(services, instance);
    }

    /// <summary>The services that the parts are registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>What the <c>Provider</c> keys of a configuration may say.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public ProviderRegistry Providers { get; } = new();

    /// <summary>The stores, in the order of registration.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyList<StoreBuilder> Stores => _stores;

    /// <summary>What <see cref="Ledger"/> configures.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public LedgerBuilder LedgerBuilder { get; }

    /// <summary>What <see cref="DeleteQueue"/> configures.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public DeleteQueueBuilder DeleteQueueBuilder { get; }

    /// <summary>What <see cref="Alerts"/> configures.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public AlertsBuilder AlertsBuilder { get; }

    /// <summary>Adds the main store: read first.</summary>
    /// <param name="name">Its name, an identity that the ledger keeps for ever: 1 to 64 lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Which store it is.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name breaks the rules or was used before, or there is a main store already.</exception>
    public ResilientStorageBuilder Main(string name, Action<StoreBuilder> configure)
    {
        if (_stores.Find(static store => store.Role == StoreRole.Main) is { } main)
        {
            throw new ArgumentException($"'{main.Name}' is the main store already: register '{name}' with Backup(...).", nameof(name));
        }

        return AddStore(name, StoreRole.Main, configure);
    }

    /// <summary>
    /// Adds a backup store: read when main fails, in the order of registration. A store that is added to a ledger that has stores already is recorded as
    /// Joining: it takes no part in uploads, and the log says so, until a later version can bring it up to date.
    /// </summary>
    /// <param name="name">Its name, an identity that the ledger keeps for ever: 1 to 64 lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Which store it is.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name breaks the rules or was used before.</exception>
    public ResilientStorageBuilder Backup(string name, Action<StoreBuilder> configure) => AddStore(name, StoreRole.Backup, configure);

    /// <summary>Says where the ledger is.</summary>
    /// <param name="configure">Which ledger it is.</param>
    /// <returns>The builder.</returns>
    public ResilientStorageBuilder Ledger(Action<LedgerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(LedgerBuilder);
        return this;
    }

    /// <summary>Says which queue carries word of removals; in process when this is not called.</summary>
    /// <param name="configure">Which queue it is.</param>
    /// <returns>The builder.</returns>
    public ResilientStorageBuilder DeleteQueue(Action<DeleteQueueBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(DeleteQueueBuilder);
        return this;
    }

    /// <summary>Says where alerts go besides the log.</summary>
    /// <param name="configure">Which sinks.</param>
    /// <returns>The builder.</returns>
    public ResilientStorageBuilder Alerts(Action<AlertsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(AlertsBuilder);
        return this;
    }

    private ResilientStorageBuilder AddStore(string name, StoreRole role, Action<StoreBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        StoreName.ThrowIfInvalid(name, nameof(name));
        if (_stores.Exists(store => store.Name == name))
        {
            throw new ArgumentException($"A store named '{name}' is registered already: a name is an identity, give each store its own.", nameof(name));
        }

        var builder = new StoreBuilder(Services, Instance, name, role);
        configure(builder);
        _stores.Add(builder);
        return this;
    }
}
