using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ClaimWork
{
    public static IReadOnlyList<LedgerWork> Run(LedgerTransaction transaction, WorkClaim claim)
    {
        if (claim.Kind == WorkKind.Repair)
        {
            DropNeedlessRepairs(transaction);
        }

        var chosen = Choose(transaction, claim);
        foreach (var work in chosen)
        {
            Take(transaction, work, claim.Lease);
        }

        return [.. chosen.Select(work => Describe(transaction, work))];
    }

    private static void DropNeedlessRepairs(LedgerTransaction transaction)
    {
        foreach (var work in transaction.Rows.Work.Values.Where(static work => work.Kind == WorkKind.Repair).ToList())
        {
            var isNeeded = work.Replica!.Version.State == VersionState.Live && work.Replica.NeedsRepair(transaction.Now);
            if (!isNeeded && !work.IsUnderLease(transaction.Now))
            {
                transaction.Remove(work);
            }
        }
    }

    private static List<WorkRow> Choose(LedgerTransaction transaction, WorkClaim claim)
    {
        var candidates = transaction.Rows.Work.Values
            .Where(work => work.Kind == claim.Kind && work.IsClaimable(transaction.Now, claim.EvenIfNotDue) && !claim.ExceptWorkIds.Contains(work.Id))
            .Where(work => Passes(transaction, claim, work) && IsClaimable(transaction, work))
            .OrderBy(static work => work.DueAt)
            .ThenBy(static work => work.Id);
        var names = new HashSet<string>();
        var chosen = new List<WorkRow>();
        foreach (var work in candidates)
        {
            var name = work.Alias?.ObjectKey ?? work.Resource.Key;
            if (names.Contains(name) || (names.Count < claim.MaxResources && names.Add(name)))
            {
                chosen.Add(work);
            }
        }

        return chosen;
    }

    private static bool Passes(LedgerTransaction transaction, WorkClaim claim, WorkRow work)
    {
        var store = work.Replica?.Store.Name ?? transaction.Rows.Main?.Name ?? "";
        return (claim.Stores is null || claim.Stores.Contains(store))
            && (claim.VersionIds is null || (work.Replica is { } replica && claim.VersionIds.Contains(replica.Version.Id)))
            && (claim.AliasKey is null || work.Alias?.ObjectKey == claim.AliasKey)
            && (claim.ToldAtLeast is not { } told
                || (work.Kind == WorkKind.Remove && (work.QueueUnreachableAt is not null || work.ToldAt + told <= transaction.Now)));
    }

    private static bool IsClaimable(LedgerTransaction transaction, WorkRow work)
    {
        switch (work.Kind)
        {
            case WorkKind.Remove:
                // Planted mistake: a removal that was queued too early is carried out whatever the version is by now.
                var isEnded = work.Replica!.Version.State is VersionState.Deleted or VersionState.Failed or VersionState.Purged
                    || transaction.IsPlanted(LedgerMistakes.ClaimIgnoresVersionState);
                return isEnded && !work.Replica.IsUnderRepair(transaction.Now);
            case WorkKind.Repair:
                return work.Replica!.Store.RepairsStoppedAt is null;
            default:
                return true;
        }
    }

    private static void Take(LedgerTransaction transaction, WorkRow work, TimeSpan lease)
    {
        work.MayHaveLateWrite |= work.LeaseUntil is not null;
        work.Epoch++;
        work.LeaseUntil = transaction.Now + lease;
        work.ClaimedAt = transaction.Now;
        work.AwaitsLateWrites = false;
        if (work.Kind == WorkKind.Remove)
        {
            TakeRemoval(transaction, work.Replica!);
        }
        else if (work.Kind == WorkKind.Repair)
        {
            TakeRepair(transaction, work.Replica!, work.LeaseUntil.Value);
        }
    }

    private static void TakeRemoval(LedgerTransaction transaction, ReplicaRow replica)
    {
        if (replica.State == ReplicaState.Repairing)
        {
            // The repairer may still be writing; what it reports no longer counts.
            replica.LateWriteAt = transaction.Now;
            transaction.Remove(replica.Repair);
        }

        if (replica.State != ReplicaState.Removing)
        {
            transaction.SetState(replica, ReplicaState.Removing);
        }
    }

    private static void TakeRepair(LedgerTransaction transaction, ReplicaRow replica, DateTimeOffset leaseUntil)
    {
        if (replica.State == ReplicaState.Repairing)
        {
            replica.LateWriteAt = transaction.Now;
        }
        else
        {
            replica.PreviousState = replica.State == ReplicaState.Planned ? ReplicaState.Missing : replica.State;
            transaction.SetState(replica, ReplicaState.Repairing);
        }

        replica.RepairLeaseUntil = leaseUntil;
    }

    private static LedgerWork Describe(LedgerTransaction transaction, WorkRow work)
    {
        var shown = work.Kind switch
        {
            WorkKind.Repair => work.Replica!.Version,
            WorkKind.Alias => work.Alias!.Wanted,
            _ => null,
        };
        return new LedgerWork
        {
            WorkId = work.Id,
            Kind = work.Kind,
            Epoch = work.Epoch,
            Attempts = work.Attempts,
            ResourceKey = work.Resource.Key,
            VersionId = work.Replica?.Version.Id ?? shown?.Id,
            Store = work.Replica?.Store.Name ?? transaction.Rows.Main!.Name,
            ObjectKey = work.ObjectKey,
            VersionEnd = work.Kind == WorkKind.Remove ? work.Replica!.Version.End : VersionEnd.None,
            MayHaveLateWrites = work.Kind == WorkKind.Alias ? work.MayHaveLateWrite : work is { Kind: WorkKind.Remove, Replica: { } removed } && (removed.LateWriteAt is not null || removed.Version.CreatedAt is null),
            IsComparedAgain = work.CompareAgainAt <= transaction.Now,
            PreviousState = work is { Kind: WorkKind.Repair, Replica: { } repaired } ? repaired.PreviousState : default,
            Snapshot = shown?.ToSnapshot(transaction.Rows),
        };
    }
}
