using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;

namespace ResilientStorage.Configuration;

/// <summary>Says where alerts go besides the log.</summary>
public sealed class AlertsBuilder
{
    private readonly List<Func<IServiceProvider, IAlertSink>> _sinks = [];

    internal AlertsBuilder(IServiceCollection services, string instance)
    {
        Services = services;
        Instance = instance;
    }

    /// <summary>The services that the sinks' parts may be registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>Make the sinks.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyList<Func<IServiceProvider, IAlertSink>> Factories => _sinks;

    /// <summary>Adds a sink of one's own.</summary>
    /// <param name="factory">Makes the sink, once. The container disposes it.</param>
    /// <returns>The builder.</returns>
    public AlertsBuilder Use(Func<IServiceProvider, IAlertSink> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);

        // A service, so that the container disposes it; a key of its own, because there may be several.
        var key = new object();
        Services.AddKeyedSingleton(key, (provider, _) => factory(provider));
        _sinks.Add(provider => provider.GetRequiredKeyedService<IAlertSink>(key));
        return this;
    }
}
