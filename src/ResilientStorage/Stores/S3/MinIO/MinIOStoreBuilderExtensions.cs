using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3.MinIO;

namespace ResilientStorage;

/// <summary>Uses a bucket of a MinIO server as a store.</summary>
public static class MinIOStoreBuilderExtensions
{
    /// <summary>Uses a bucket of a MinIO server as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseMinIO(this StoreBuilder store, Action<MinIOStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return store.UseMinIO((_, options) => configure(options));
    }

    /// <summary>Uses a bucket of a MinIO server as the store, with options that need the host's services.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseMinIO(this StoreBuilder store, Action<IServiceProvider, MinIOStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        store.Services.AddProviderOptions<MinIOStoreOptions, MinIOStoreOptionsValidator>(key, configure);
        return store.Use(
            provider => S3StoreBuilderExtensions.Create(provider, MinIOPreset.ProfileOf(provider.GetProviderOptions<MinIOStoreOptions>(key))),
            provider => MinIOPreset.ProfileOf(provider.GetProviderOptions<MinIOStoreOptions>(key)).Place);
    }
}
