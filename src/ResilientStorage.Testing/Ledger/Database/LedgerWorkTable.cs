using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>Adds and deletes items of work: at most one removal and one repair of a replica, one item of an alias.</summary>
internal static class LedgerWorkTable
{
    public static void QueueRemovals(this LedgerTransaction transaction, VersionRow version, DateTimeOffset dueAt)
    {
        foreach (var replica in version.Replicas.Where(static replica => !replica.IsGone))
        {
            transaction.QueueRemoval(replica, dueAt);
        }
    }

    public static void QueueRemoval(this LedgerTransaction transaction, ReplicaRow replica, DateTimeOffset dueAt) =>
        replica.Removal ??= transaction.Add(new WorkRow { Id = transaction.Database.NewWorkId(), Kind = WorkKind.Remove, Replica = replica, DueAt = dueAt });

    public static void QueueRepair(this LedgerTransaction transaction, ReplicaRow replica) =>
        replica.Repair ??= transaction.Add(new WorkRow { Id = transaction.Database.NewWorkId(), Kind = WorkKind.Repair, Replica = replica, DueAt = transaction.Now });

    public static void QueueAlias(this LedgerTransaction transaction, AliasRow? alias)
    {
        if (alias is null)
        {
            return;
        }

        alias.Work ??= transaction.Add(new WorkRow { Id = transaction.Database.NewWorkId(), Kind = WorkKind.Alias, Alias = alias, DueAt = transaction.Now });
        alias.Work.DueAt = transaction.Now;
        alias.Work.Attempts = 0;
    }

    public static void Remove(this LedgerTransaction transaction, WorkRow? work)
    {
        if (work is null)
        {
            return;
        }

        transaction.Rows.Work.Remove(work.Id);
        switch (work.Kind)
        {
            case WorkKind.Remove:
                work.Replica!.Removal = null;
                break;
            case WorkKind.Repair:
                work.Replica!.Repair = null;
                break;
            default:
                work.Alias!.Work = null;
                break;
        }
    }

    private static WorkRow Add(this LedgerTransaction transaction, WorkRow work)
    {
        transaction.Rows.Work.Add(work.Id, work);
        return work;
    }
}
