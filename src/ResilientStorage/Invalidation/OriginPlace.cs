using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation;

/// <summary>Where the objects of a store are for whoever speaks of them from outside: an event, an intent, a distribution.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What is before every key.</param>
internal readonly record struct OriginPlace(string Bucket, string Prefix)
{
    // As the ledger writes intents down: a folder is no bucket, and no part of an object's name; it goes by the name of its store.
    public static OriginPlace Of(string store, StorePlace place) => place.Bucket.Length == 0 ? new OriginPlace(store, "") : new OriginPlace(place.Bucket, place.Prefix);
}
