using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Has the CDN told when a delete commits, while the main store still serves the object.</summary>
internal sealed class IntentDueAtTheDelete(IResourceLedger inner, string bucket) : LedgerDecorator(inner)
{
    private readonly HashSet<long> _removals = [];

    public override async Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default)
    {
        var intents = new List<NewInvalidationIntent>();
        foreach (var key in deletion.Keys)
        {
            if (await Inner.FindAsync(new ResourceLookup { Key = key }, cancellationToken).ConfigureAwait(false) is { } live)
            {
                intents.Add(new NewInvalidationIntent { Bucket = bucket, ObjectKey = live.Resource.ObjectKey, IsRemoval = true });
            }
        }

        var report = await Inner.DeleteAsync(deletion, cancellationToken).ConfigureAwait(false);
        await AddAsync(intents, cancellationToken).ConfigureAwait(false);
        return report;
    }

    public override async Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default)
    {
        var claimed = await Inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        _removals.UnionWith(claimed.Where(static work => work.Kind == WorkKind.Remove).Select(static work => work.WorkId));
        return claimed;
    }

    public override Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default) =>
        Inner.CompleteAsync([.. results.Select(result => _removals.Contains(result.WorkId) ? result with { Invalidate = false, InvalidateIfPurged = false } : result)], cancellationToken);
}
