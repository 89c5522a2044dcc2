using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ChangeWork
{
    public static int Run(LedgerTransaction transaction, WorkChange change)
    {
        var isOfQueue = change.Kind is WorkChangeKind.Told or WorkChangeKind.QueueUnreachable;
        var chosen = transaction.Rows.Work.Values.Where(work => isOfQueue ? IsToTell(change, work) : IsDeadLetter(change, work)).ToList();
        foreach (var work in chosen)
        {
            Apply(transaction, change, work);
        }

        if (change.Kind == WorkChangeKind.QueueUnreachable)
        {
            foreach (var version in chosen.Select(static work => work.Replica!.Version).Distinct().ToList())
            {
                transaction.Record(version, HistoryEvent.QueueUnreachable, reason: change.Reason);
            }
        }

        return chosen.Count;
    }

    private static bool IsToTell(WorkChange change, WorkRow work) =>
        work is { Kind: WorkKind.Remove, IsDead: false } && change.VersionIds.Contains(work.Replica!.Version.Id);

    private static bool IsDeadLetter(WorkChange change, WorkRow work) =>
        work.IsDead && (change.WorkIds is null || change.WorkIds.Contains(work.Id));

    private static void Apply(LedgerTransaction transaction, WorkChange change, WorkRow work)
    {
        switch (change.Kind)
        {
            case WorkChangeKind.Told:
                work.ToldAt = transaction.Now;
                work.QueueUnreachableAt = null;
                break;
            case WorkChangeKind.QueueUnreachable:
                work.QueueUnreachableAt = transaction.Now;
                work.Reason = change.Reason;
                break;
            case WorkChangeKind.RetryDead:
                work.IsDead = false;
                work.Attempts = 0;
                work.DueAt = transaction.Now;
                break;
            case WorkChangeKind.DiscardDead:
                Abandon(transaction, work, change.Reason ?? work.Reason ?? "discarded");
                break;
            default:
                throw new ArgumentException($"There is no change {change.Kind} of work.", nameof(change));
        }
    }

    private static void Abandon(LedgerTransaction transaction, WorkRow work, string? reason)
    {
        var replica = work.Replica!;
        transaction.Remove(work);
        transaction.SetState(replica, ReplicaState.Abandoned);
        replica.Reason = reason;
        transaction.Record(replica.Version, HistoryEvent.ReplicaAbandoned, replica.Store.Name, reason);
        transaction.PurgeIfGone(replica.Version);
    }
}
