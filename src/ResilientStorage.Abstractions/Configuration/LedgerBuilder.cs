using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Ledger;

namespace ResilientStorage.Configuration;

/// <summary>Says where the ledger is.</summary>
public sealed class LedgerBuilder
{
    internal LedgerBuilder(IServiceCollection services, string instance)
    {
        Services = services;
        Instance = instance;
    }

    /// <summary>The services that the ledger's parts may be registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>Makes the ledger; null until a Use method was called.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Func<IServiceProvider, IResourceLedger>? Factory { get; private set; }

    /// <summary>Uses a ledger of one's own.</summary>
    /// <param name="factory">Makes the ledger, once.</param>
    /// <returns>The builder.</returns>
    public LedgerBuilder Use(Func<IServiceProvider, IResourceLedger> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Factory = factory;
        return this;
    }
}
