using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Scenarios;
using ResilientStorage.Stores;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>A repairer that tidies up: it deletes what it has written when the version is no longer live by then.</summary>
internal sealed class DeletingRepairer(NodeParts parts) : LedgerDecorator(parts.Ledger)
{
    private readonly Dictionary<long, LedgerWork> _repairs = [];

    public override async Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default)
    {
        var claimed = await Inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        foreach (var work in claimed.Where(static w => w.Kind == WorkKind.Repair))
        {
            _repairs[work.WorkId] = work;
        }

        return claimed;
    }

    public override async Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default)
    {
        await Inner.CompleteAsync(results, cancellationToken).ConfigureAwait(false);
        foreach (var result in results)
        {
            if (_repairs.Remove(result.WorkId, out var work)
                && await Inner.FindAsync(new ResourceLookup { VersionId = work.VersionId }, cancellationToken).ConfigureAwait(false) is { State: not VersionState.Live })
            {
                var store = parts.Stores.Single(s => s.Store.Name == work.Store).Driver;
                await store.DeleteAsync([new ObjectToDelete(work.ObjectKey)], cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
