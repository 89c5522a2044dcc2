using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3.CloudflareR2;

namespace ResilientStorage;

/// <summary>Uses a bucket of Cloudflare R2 as a store.</summary>
public static class CloudflareR2StoreBuilderExtensions
{
    /// <summary>Uses a bucket of Cloudflare R2 as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseCloudflareR2(this StoreBuilder store, Action<CloudflareR2StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return store.UseCloudflareR2((_, options) => configure(options));
    }

    /// <summary>Uses a bucket of Cloudflare R2 as the store, with options that need the host's services.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseCloudflareR2(this StoreBuilder store, Action<IServiceProvider, CloudflareR2StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        store.Services.AddProviderOptions<CloudflareR2StoreOptions, CloudflareR2StoreOptionsValidator>(key, configure);
        return store.Use(
            provider => S3StoreBuilderExtensions.Create(provider, CloudflareR2Preset.ProfileOf(provider.GetProviderOptions<CloudflareR2StoreOptions>(key))),
            provider => CloudflareR2Preset.ProfileOf(provider.GetProviderOptions<CloudflareR2StoreOptions>(key)).Place);
    }
}
