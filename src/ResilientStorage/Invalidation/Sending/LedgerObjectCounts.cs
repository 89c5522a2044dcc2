using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Counts what the ledger knows to lie in the main store.</summary>
internal sealed class LedgerObjectCounts(IResourceLedger ledger, string store, StorePlace place) : IObjectCounts
{
    // A folder is no bucket, and no part of the object's name: it goes by the name of its store.
    private readonly string _bucket = place.Bucket.Length == 0 ? store : place.Bucket;
    private readonly string _prefix = place.Bucket.Length == 0 ? "" : place.Prefix;

    public async Task<IReadOnlyList<long>?> CountAsync(string bucket, IReadOnlyList<CountableFolder> folders, CancellationToken cancellationToken)
    {
        if (bucket != _bucket)
        {
            return null;
        }

        // What a store puts before its keys is not in the ledger; a folder above it holds all of the store, and what else there is nobody knows.
        var prefixes = folders.Select(folder => folder.Prefix.StartsWith(_prefix, StringComparison.Ordinal) ? folder.Prefix[_prefix.Length..] : "");
        return await ledger.CountObjectsAsync([.. prefixes.Zip(folders, (prefix, folder) => new ObjectCount(store, prefix, folder.Limit))], cancellationToken).ConfigureAwait(false);
    }
}
