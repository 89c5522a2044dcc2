using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Counts what the ledger knows to lie in the main store.</summary>
internal sealed class LedgerObjectCounts(IResourceLedger ledger, string store, StorePlace place) : IObjectCounts
{
    private readonly OriginPlace _place = OriginPlace.Of(store, place);

    public async Task<IReadOnlyList<long>?> CountAsync(string bucket, IReadOnlyList<CountableFolder> folders, CancellationToken cancellationToken)
    {
        if (bucket != _place.Bucket)
        {
            return null;
        }

        // What a store puts before its keys is not in the ledger; a folder above it holds all of the store, and what else there is nobody knows.
        var prefixes = folders.Select(folder => folder.Prefix.StartsWith(_place.Prefix, StringComparison.Ordinal) ? folder.Prefix[_place.Prefix.Length..] : "");
        return await ledger.CountObjectsAsync([.. prefixes.Zip(folders, (prefix, folder) => new ObjectCount(store, prefix, folder.Limit))], cancellationToken).ConfigureAwait(false);
    }
}
