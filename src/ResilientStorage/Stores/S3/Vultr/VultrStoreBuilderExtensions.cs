using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3.Vultr;

namespace ResilientStorage;

/// <summary>Uses a bucket of Vultr Object Storage as a store.</summary>
public static class VultrStoreBuilderExtensions
{
    /// <summary>Uses a bucket of Vultr Object Storage as the store. All stores of a process with the same access key keep together to the 400 operations a second that Vultr takes.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseVultr(this StoreBuilder store, Action<VultrStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return store.UseVultr((_, options) => configure(options));
    }

    /// <summary>Uses a bucket of Vultr Object Storage as the store, with options that need the host's services.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseVultr(this StoreBuilder store, Action<IServiceProvider, VultrStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        store.Services.AddProviderOptions<VultrStoreOptions, VultrStoreOptionsValidator>(key, configure);
        return store.Use(
            provider => S3StoreBuilderExtensions.Create(provider, VultrPreset.ProfileOf(provider.GetProviderOptions<VultrStoreOptions>(key))),
            provider => VultrPreset.ProfileOf(provider.GetProviderOptions<VultrStoreOptions>(key)).Place);
    }
}
