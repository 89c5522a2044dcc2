using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Stores;

namespace ResilientStorage.Configuration;

/// <summary>Says which store a name stands for.</summary>
public sealed class StoreBuilder
{
    internal StoreBuilder(IServiceCollection services, string instance, string name, StoreRole role)
    {
        Services = services;
        Instance = instance;
        Name = name;
        Role = role;
    }

    /// <summary>The services that the store's parts may be registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>The name of the store.</summary>
    public string Name { get; }

    /// <summary>The key under which the store is registered as a service, and the name of its options.</summary>
    public string ServiceKey => InstanceName.KeyOf(Instance, Name);

    /// <summary>The role of the store.</summary>
    public StoreRole Role { get; }

    /// <summary>Makes the store; null until a Use method was called.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Func<IServiceProvider, IObjectStore>? Factory { get; private set; }

    /// <summary>Says where the store's objects lie; null until a Use method was called.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Func<IServiceProvider, StorePlace>? Place { get; private set; }

    /// <summary>Uses a store of one's own.</summary>
    /// <param name="factory">Makes the store, once.</param>
    /// <param name="place">Says where its objects lie, so that the ledger notices when the name points elsewhere; by default only the name, which never shows that. Give it wherever the place can be mistaken.</param>
    /// <returns>The builder.</returns>
    public StoreBuilder Use(Func<IServiceProvider, IObjectStore> factory, Func<IServiceProvider, StorePlace>? place = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Factory = factory;
        Place = place ?? (_ => new StorePlace("custom", "", Name));
        return this;
    }
}
