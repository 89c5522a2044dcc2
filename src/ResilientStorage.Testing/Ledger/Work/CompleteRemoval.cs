using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CompleteRemoval
{
    public static void Run(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        if (result.Outcome == WorkOutcome.Done)
        {
            if (result.Invalidate)
            {
                // The object is gone from now on, whether or not a late write brings it back for a while.
                InvalidationIntents.Add(transaction, work.Replica!.Store, work.ObjectKey, isRemoval: true);
            }

            Finish(transaction, work, result.LateWriteGrace);
            return;
        }

        CompleteWork.Retry(transaction, work, result);
        if (result.Outcome == WorkOutcome.Dead)
        {
            work.IsDead = true;
            transaction.Record(work.Replica!.Version, HistoryEvent.DeadLettered, work.Replica.Store.Name, result.Reason);
        }
    }

    private static void Finish(LedgerTransaction transaction, WorkRow work, TimeSpan grace)
    {
        var replica = work.Replica!;

        // Planted mistake: a write whose outcome nobody knows is taken as never landing.
        var landedBy = transaction.IsPlanted(LedgerMistakes.LateWritesIgnored) ? null : replica.LateWriteAt + grace;
        if (landedBy > transaction.Now)
        {
            work.DueAt = landedBy.Value;
            work.Attempts = 0;
            work.AwaitsLateWrites = true;
            return;
        }

        transaction.Remove(work);
        transaction.SetState(replica, ReplicaState.Removed);
        transaction.Record(replica.Version, HistoryEvent.ReplicaRemoved, replica.Store.Name);
        transaction.PurgeIfGone(replica.Version);
    }
}
