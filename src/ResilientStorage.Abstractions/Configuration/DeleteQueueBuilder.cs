using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Deletes;

namespace ResilientStorage.Configuration;

/// <summary>Says which queue carries word of removals.</summary>
public sealed class DeleteQueueBuilder
{
    internal DeleteQueueBuilder(IServiceCollection services, string instance)
    {
        Services = services;
        Instance = instance;
    }

    /// <summary>The services that the queue's parts may be registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>Makes the queue; null for the one in process.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Func<IServiceProvider, IDeleteQueue>? Factory { get; private set; }

    /// <summary>Uses a queue of one's own.</summary>
    /// <param name="factory">Makes the queue, once.</param>
    /// <returns>The builder.</returns>
    public DeleteQueueBuilder Use(Func<IServiceProvider, IDeleteQueue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Factory = factory;
        return this;
    }
}
