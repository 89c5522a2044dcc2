using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class RenewLease
{
    public static bool Run(LedgerTransaction transaction, LedgerLease lease)
    {
        var until = transaction.Now + lease.Duration;
        return lease switch
        {
            { VersionId: { } id, WorkId: null } => Renew(transaction.Rows.FindVersion(id), lease.Epoch, until),
            { VersionId: null, WorkId: { } id } => Renew(transaction.Rows.Work.GetValueOrDefault(id), lease.Epoch, until),
            _ => throw new ArgumentException("A lease is that of a version or that of an item of work: give exactly one of VersionId and WorkId.", nameof(lease)),
        };
    }

    private static bool Renew(VersionRow? version, long epoch, DateTimeOffset until)
    {
        if (version?.State != VersionState.Pending || version.Epoch != epoch)
        {
            return false;
        }

        version.LeaseUntil = until;
        return true;
    }

    private static bool Renew(WorkRow? work, long epoch, DateTimeOffset until)
    {
        if (work?.LeaseUntil is null || work.Epoch != epoch)
        {
            return false;
        }

        work.LeaseUntil = until;
        if (work.Kind == WorkKind.Repair)
        {
            work.Replica!.RepairLeaseUntil = until;
        }

        return true;
    }
}
