using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Stores;

namespace ResilientStorage;

/// <summary>Adds invalidation to a storage.</summary>
public static class InvalidationBuilderExtensions
{
    /// <summary>
    /// Tells a CDN of what is deleted, purged, or written under a fixed key (<see cref="PublishAt"/>). The duty is part of the ledger's own transactions, and is done by
    /// the worker; <see cref="IInvalidationBatcher"/> takes changes that were made outside of the library, and <c>S3EventReceiver</c> and <c>LambdaInvalidationHandler</c>
    /// the events that tell of them, where those of the storage's own writes are left out.
    /// </summary>
    /// <param name="storage">The builder.</param>
    /// <param name="configure">Which CDN: <c>cdn => cdn.UseCloudFront()</c>.</param>
    /// <returns>The builder.</returns>
    public static ResilientStorageBuilder Invalidation(this ResilientStorageBuilder storage, Action<InvalidationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(configure);
        var parts = new InvalidationParts(storage.Instance) { Main = () => storage.Stores.FirstOrDefault(static store => store.Role == StoreRole.Main) };
        storage.Services.AddKeyedSingleton(storage.Instance, parts);
        configure(new InvalidationBuilder(storage.Services, storage.Instance, parts).UseCloudFront());
        return storage;
    }
}
