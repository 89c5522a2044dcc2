using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Stores.S3;

namespace ResilientStorage;

/// <summary>Uses a bucket of AWS S3, or of a store that speaks its protocol, as a store.</summary>
public static class S3StoreBuilderExtensions
{
    /// <summary>Uses a bucket as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseS3(this StoreBuilder store, Action<S3StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return store.UseS3((_, options) => configure(options));
    }

    /// <summary>Uses a bucket as the store, with options that need the host's services.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseS3(this StoreBuilder store, Action<IServiceProvider, S3StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        store.AddS3Options(configure);
        return store.Use(
            provider => Create(provider, ProfileOf(provider.GetProviderOptions<S3StoreOptions>(key))),
            provider => ProfileOf(provider.GetProviderOptions<S3StoreOptions>(key)).Place);
    }

    /// <summary>Uses a bucket as the store, through a client of the host's own, which the host also disposes.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="client">
    /// Gives the client. Its <see cref="ClientConfig"/> has to leave retries to the engine: MaxErrorRetry and MaxStaleConnectionRetries 0, both checksum settings
    /// WHEN_REQUIRED, AllowAutoRedirect false, no Timeout; anything else is an <see cref="InvalidOperationException"/> at the first use that names the property.
    /// </param>
    /// <param name="configure">Sets bucket, prefix and what is stored with objects; address and credentials are the client's.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseS3(this StoreBuilder store, Func<IServiceProvider, IAmazonS3> client, Action<S3StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        var name = store.Name;
        store.AddS3Options((_, options) =>
        {
            configure(options);
            options.HasClient = true;
        });
        return store.Use(
            provider =>
            {
                var options = provider.GetProviderOptions<S3StoreOptions>(key);
                var given = client(provider);
                S3ClientCheck.ThrowIfUnfit(given, name, options.AllowHttp);
                return new S3ObjectStore(given, ProfileOf(options, given), TimeOf(provider));
            },
            provider => ProfileOf(provider.GetProviderOptions<S3StoreOptions>(key), client(provider)).Place);
    }

    /// <summary>Makes a store with a client of its own.</summary>
    internal static S3ObjectStore Create(IServiceProvider provider, S3Profile profile)
    {
        var http = new S3HttpClientFactory(profile.Options, profile.OtherRequestIdHeader);
        var client = S3ClientFactory.Create(profile.Options, http);
        return new S3ObjectStore(client, profile, TimeOf(provider), client, http);
    }

    private static void AddS3Options(this StoreBuilder store, Action<IServiceProvider, S3StoreOptions> configure)
    {
        store.Services.AddProviderOptions<S3StoreOptions, S3StoreOptionsValidator>(store.ServiceKey, configure);
        store.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<S3StoreOptions>, S3StoreOptionsRules>());
    }

    private static S3Profile ProfileOf(S3StoreOptions options) => new(options, S3ClientFactory.EndpointOf(options.ServiceUrl, options.Region));

    private static S3Profile ProfileOf(S3StoreOptions options, IAmazonS3 client) => new(options, S3ClientFactory.EndpointOf(client.Config.ServiceURL, client.Config.RegionEndpoint?.SystemName));

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
