using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Configuration;

namespace ResilientStorage.Invalidation;

/// <summary>Says how a CDN is told of changes.</summary>
public sealed class InvalidationBuilder
{
    private readonly InvalidationParts _parts;

    internal InvalidationBuilder(IServiceCollection services, string instance, InvalidationParts parts)
    {
        Services = services;
        Instance = instance;
        _parts = parts;
    }

    /// <summary>The services that the parts are registered in.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IServiceCollection Services { get; }

    /// <summary>The name of the instance.</summary>
    public string Instance { get; }

    /// <summary>Of an invalidation without a storage; null where a storage has alerts.</summary>
    internal AlertsBuilder? AlertsBuilder { get; init; }

    /// <summary>Says where alerts go besides the log, for an invalidation without a storage.</summary>
    /// <param name="configure">Which sinks.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">It belongs to a storage, which has alerts of its own.</exception>
    public InvalidationBuilder Alerts(Action<AlertsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(AlertsBuilder ?? throw new InvalidOperationException("The storage has alerts of its own: call storage.Alerts(...) instead."));
        return this;
    }

    /// <summary>Tells the distributions of Amazon CloudFront that serve the objects.</summary>
    /// <param name="configure">Sets the options, which are checked at start; null for the defaults with the AWS SDK's own credentials.</param>
    /// <returns>The builder.</returns>
    public InvalidationBuilder UseCloudFront(Action<CloudFrontOptions>? configure = null) => UseCloudFront((_, options) => configure?.Invoke(options));

    /// <summary>Tells the distributions of Amazon CloudFront, with options that need the host's services.</summary>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public InvalidationBuilder UseCloudFront(Action<IServiceProvider, CloudFrontOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddProviderOptions<CloudFrontOptions, CloudFrontOptionsValidator>(Instance, configure);
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CloudFrontOptions>, CloudFrontOptionsRules>());
        return this;
    }

    /// <summary>Makes the calls with a client of one's own, such as one on the official package: docs/invalidation.md has it.</summary>
    /// <param name="factory">Makes the client, once.</param>
    /// <returns>The builder.</returns>
    public InvalidationBuilder UseApi(Func<IServiceProvider, ICloudFrontApi> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _parts.Api = factory;
        return this;
    }

    /// <summary>
    /// Has a bucket say itself which keys are invalidated on removal only, in its tag <see cref="CloudFrontCatalogOptions.ExceptionTag"/>: for an invalidation without a storage, and for buckets
    /// beside the storage's main one. May be called for several buckets.
    /// </summary>
    /// <param name="configure">Which bucket it is: <c>store => store.UseS3(s3 => (s3.Bucket, s3.Region) = ("photos", "ap-northeast-2"))</c>. Only its tags are read.</param>
    /// <returns>The builder.</returns>
    public InvalidationBuilder ExceptionTagOf(Action<StoreBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _parts.TaggedBuckets.Add(AddStore($"invalidation-bucket-{_parts.TaggedBuckets.Count + 1}", "whose tag is read", configure));
        return this;
    }

    /// <summary>Names the store for reports of what could not be sent. Not one that holds resources: a person deletes reports when they are settled.</summary>
    /// <param name="configure">Which store it is.</param>
    /// <returns>The builder.</returns>
    public InvalidationBuilder ReportsTo(Action<StoreBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _parts.Reports = AddStore("invalidation-reports", "for reports", configure);
        return this;
    }

    private StoreBuilder AddStore(string name, string purpose, Action<StoreBuilder> configure)
    {
        var store = new ResilientStorageBuilder(Services, Instance).Main(name, configure).Stores[0];
        if (store.Factory is null)
        {
            throw new InvalidOperationException($"The store {purpose} was given no implementation: call one of the Use methods on it, such as store.UseS3(...).");
        }

        Services.AddKeyedSingleton(store.ServiceKey, (provider, _) => store.Factory(provider));
        return store;
    }
}
