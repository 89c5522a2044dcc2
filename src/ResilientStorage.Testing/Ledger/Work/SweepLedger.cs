using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class SweepLedger
{
    public static LedgerSweepReport Run(LedgerTransaction transaction, LedgerSweep sweep)
    {
        var (fenced, moreExpired) = FenceExpired(transaction, sweep.MaxVersions);
        var (removals, moreResidue) = QueueRemovals(transaction, sweep.MaxVersions);
        var (repairs, moreLacking) = QueueRepairs(transaction, sweep.MaxVersions);
        return new LedgerSweepReport
        {
            Fenced = fenced,
            RemovalsQueued = removals,
            RepairsQueued = repairs,
            HasMore = moreExpired || moreResidue || moreLacking,
        };
    }

    private static (IReadOnlyList<VersionId> Fenced, bool HasMore) FenceExpired(LedgerTransaction transaction, int max)
    {
        var expired = transaction.Rows.Versions.Values
            .Where(version => version.State == VersionState.Pending && !version.HasLease(transaction.Now))
            .ToList();

        // Planted mistake: the bytes of an upload that may still be committed are removed without failing it first.
        if (transaction.IsPlanted(LedgerMistakes.SweepWithoutFence))
        {
            expired.ForEach(version => transaction.QueueRemovals(version, transaction.Now));
            return ([], false);
        }

        foreach (var version in expired.Take(max))
        {
            transaction.Fence(version, VersionEnd.LeaseExpired, HistoryEvent.Fenced);
        }

        return ([.. expired.Take(max).Select(static version => version.Id)], expired.Count > max);
    }

    private static (int Queued, bool HasMore) QueueRemovals(LedgerTransaction transaction, int max)
    {
        static bool IsResidue(ReplicaRow replica) => !replica.IsGone && replica.Removal is null;
        var residue = transaction.Rows.Versions.Values
            .Where(static version => version.State is VersionState.Deleted or VersionState.Failed && version.Replicas.Any(IsResidue))
            .ToList();
        var queued = 0;
        foreach (var replica in residue.Take(max).SelectMany(static version => version.Replicas).Where(IsResidue))
        {
            transaction.QueueRemoval(replica, transaction.Now);
            queued++;
        }

        return (queued, residue.Count > max);
    }

    private static (int Queued, bool HasMore) QueueRepairs(LedgerTransaction transaction, int max)
    {
        var stores = transaction.Rows.ActiveStores.ToList();
        bool IsLacking(VersionRow version, StoreRow store) =>
            version.FindReplica(store.Name) is not { } replica || (replica.Repair is null && replica.NeedsRepair(transaction.Now));
        var lacking = transaction.Rows.Versions.Values
            .Where(version => version.State == VersionState.Live && stores.Exists(store => IsLacking(version, store)))
            .ToList();
        var queued = 0;
        foreach (var version in lacking.Take(max))
        {
            foreach (var store in stores.Where(store => IsLacking(version, store)))
            {
                transaction.QueueRepair(version.FindReplica(store.Name) ?? version.AddReplica(store));
                queued++;
            }
        }

        return (queued, lacking.Count > max);
    }
}
