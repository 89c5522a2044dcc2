using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation;

/// <summary>
/// Knows which changes told by others are the storage's own: a version's object is new under a URL of its own when it is written, and its removal is told by the ledger's
/// work. Whatever is not certain is not its own.
/// </summary>
internal sealed class OwnObjects(IResourceLedger ledger, Func<CancellationToken, ValueTask<LedgerState>> openAsync, ILogger logger)
{
    /// <summary>Sorts changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="changeOf">What one of them is about.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Those that the storage made itself, and the others, each in their order.</returns>
    public async Task<(IReadOnlyList<T> Own, IReadOnlyList<T> Others)> SortAsync<T>(IReadOnlyList<T> changes, Func<T, NewInvalidationIntent> changeOf, CancellationToken cancellationToken)
    {
        List<T> own = [], others = [];
        var versions = new Dictionary<VersionId, ResourceSnapshot?>();
        try
        {
            foreach (var change in changes)
            {
                (await IsOwnAsync(changeOf(change), versions, cancellationToken).ConfigureAwait(false) ? own : others).Add(change);
            }
        }
        catch (LedgerException e)
        {
            // One row that cannot be read must not keep the others waiting for ever; nor is a ledger that is down asked of each.
            var rest = changes.Skip(own.Count + others.Count).ToList();
            logger.OwnersUnknown(e, rest.Count);
            others.AddRange(rest);
        }

        return (own, others);
    }

    private async Task<bool> IsOwnAsync(NewInvalidationIntent change, Dictionary<VersionId, ResourceSnapshot?> versions, CancellationToken cancellationToken)
    {
        // Without a time it is a wish of somebody, not the report of an event.
        if (change.OccurredAt is null || change.ObjectKey is not { } name || ReplicaNames.FindVersion(name) is not { } version)
        {
            return false;
        }

        var state = await openAsync(cancellationToken).ConfigureAwait(false);
        var stores = state.Stores.Where(store => OriginPlace.Of(store.Name, store.Place) is var place && place.Bucket == change.Bucket && name.StartsWith(place.Prefix, StringComparison.Ordinal)).ToList();
        if (stores.Count == 0)
        {
            return false;
        }

        if (!versions.TryGetValue(version, out var snapshot))
        {
            versions.Add(version, snapshot = await ledger.FindAsync(new ResourceLookup { VersionId = version }, cancellationToken).ConfigureAwait(false));
        }

        return snapshot is not null && stores.Exists(store => OriginPlace.Of(store.Name, store.Place).Prefix + snapshot.Resource.ObjectKey == name && (!change.IsRemoval || IsRemovedBy(store, snapshot)));
    }

    // Removals are told of the main store's objects. That of a version which lives was not the ledger's, which will tell nobody.
    private static bool IsRemovedBy(StoreRecord store, ResourceSnapshot snapshot) =>
        store.Role == StoreRole.Main && snapshot.State is VersionState.Deleted or VersionState.Failed or VersionState.Purged;
}
