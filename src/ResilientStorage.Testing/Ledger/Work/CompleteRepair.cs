using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CompleteRepair
{
    public static void Run(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        var replica = work.Replica!;
        replica.RepairLeaseUntil = null;
        if (result.HadUnknownOutcome || result.Stored?.HadUnknownOutcome == true)
        {
            replica.LateWriteAt = transaction.Now;
        }

        if (result.Outcome == WorkOutcome.Done)
        {
            replica.ETag = result.Stored?.ETag;
            replica.ProviderVersionId = result.Stored?.ProviderVersionId;
            transaction.SetState(replica, ReplicaState.Stored);
            transaction.Record(replica.Version, HistoryEvent.ReplicaRepaired, replica.Store.Name);
            transaction.Remove(work);
            return;
        }

        transaction.SetState(replica, result.Found ?? replica.PreviousState);
        replica.Reason = result.Reason ?? replica.Reason;
        if (replica.Version.State == VersionState.Live)
        {
            CompleteWork.Retry(transaction, work, result);
        }
        else
        {
            transaction.Remove(work);
        }
    }
}
