using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ReportFindings
{
    public static FindingReport Run(LedgerTransaction transaction, IReadOnlyList<ReplicaFinding> findings)
    {
        var storedBefore = findings
            .Select(static finding => finding.Store)
            .Distinct()
            .ToDictionary(static store => store, store => CountStored(transaction.Rows, store));
        var applied = 0;
        var stopped = new List<string>();
        foreach (var finding in findings)
        {
            if (!Apply(transaction, finding))
            {
                continue;
            }

            applied++;
            if (finding.Kind == ReplicaFindingKind.Missing
                && CountMissing(transaction, transaction.Rows.FindStore(finding.Store)!, finding, storedBefore[finding.Store]))
            {
                stopped.Add(finding.Store);
            }
        }

        return new FindingReport(applied, stopped);
    }

    private static bool Apply(LedgerTransaction transaction, ReplicaFinding finding)
    {
        var version = transaction.Rows.FindVersion(finding.VersionId);
        var replica = version?.FindReplica(finding.Store);
        if (version?.State != VersionState.Live || replica?.Epoch != finding.ReplicaEpoch)
        {
            return false;
        }

        if (finding.Kind == ReplicaFindingKind.Unreadable)
        {
            replica.Reason = finding.Reason;
            return false;
        }

        if (replica.State != ReplicaState.Stored)
        {
            return false;
        }

        var isMissing = finding.Kind == ReplicaFindingKind.Missing;
        transaction.SetState(replica, isMissing ? ReplicaState.Missing : ReplicaState.Corrupt);
        replica.Reason = finding.Reason;
        transaction.Record(version, isMissing ? HistoryEvent.ReplicaMissing : HistoryEvent.ReplicaCorrupt, finding.Store, finding.Reason);
        if (finding.QueueRepair)
        {
            transaction.QueueRepair(replica);
        }

        return true;
    }

    /// <returns>True when this one stops the store's repairs.</returns>
    private static bool CountMissing(LedgerTransaction transaction, StoreRow store, ReplicaFinding finding, long storedBefore)
    {
        if (store.StormWindowBeganAt is not { } began || began + finding.StormWindow <= transaction.Now)
        {
            store.StormWindowBeganAt = transaction.Now;
            store.StormCount = 0;
        }

        store.StormCount++;
        var isStorm = store.StormCount > finding.StormFloor && store.StormCount * 100 > storedBefore;
        if (!isStorm || store.RepairsStoppedAt is not null)
        {
            return false;
        }

        store.RepairsStoppedAt = transaction.Now;
        return true;
    }

    private static long CountStored(InstanceRows rows, string store) =>
        rows.Versions.Values.Count(version => version.State == VersionState.Live && version.FindReplica(store)?.State == ReplicaState.Stored);
}
