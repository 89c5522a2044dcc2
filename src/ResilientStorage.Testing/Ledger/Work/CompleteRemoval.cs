using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CompleteRemoval
{
    public static void Run(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        if (result.Outcome == WorkOutcome.Done)
        {
            Invalidate(transaction, work.Replica!, result);
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

    // The object is gone from now on, whether or not a late write brings it back for a while. What was never live has no URL that anybody knows.
    private static void Invalidate(LedgerTransaction transaction, ReplicaRow replica, LedgerWorkResult result)
    {
        if (replica.Version.CreatedAt is not null && (result.Invalidate || (result.InvalidateIfPurged && replica.Version.IsPurged)))
        {
            InvalidationIntents.Add(transaction, replica.Store, replica.Version.ObjectKey, isRemoval: true);
        }
    }

    private static void Finish(LedgerTransaction transaction, WorkRow work, TimeSpan grace)
    {
        var replica = work.Replica!;

        // Planted mistake: a write whose outcome nobody knows is taken as never landing.
        var landedBy = transaction.IsPlanted(LedgerMistakes.LateWritesIgnored) ? null : replica.LateWriteAt + grace;

        // What lands while a try is under way may come right after it has looked: the last one begins when nothing can land any more.
        if (landedBy > work.ClaimedAt)
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
