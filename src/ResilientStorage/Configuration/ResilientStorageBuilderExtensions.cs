using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>The engine's own settings on the builder.</summary>
public static class ResilientStorageBuilderExtensions
{
    /// <summary>Changes settings of the storage. May be called several times; the later call counts.</summary>
    /// <param name="storage">The builder.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static ResilientStorageBuilder Configure(this ResilientStorageBuilder storage, Action<ResilientStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(configure);
        storage.Services.Configure(storage.Instance, configure);
        return storage;
    }

    /// <summary>Changes settings of the storage with the help of the host's services.</summary>
    /// <param name="storage">The builder.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static ResilientStorageBuilder Configure(this ResilientStorageBuilder storage, Action<IServiceProvider, ResilientStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(configure);
        storage.Services.AddOptions<ResilientStorageOptions>(storage.Instance).Configure<IServiceProvider>((options, provider) => configure(provider, options));
        return storage;
    }
}
