using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class PurgeResource
{
    public static PurgePlan Run(LedgerTransaction transaction, ResourcePurge purge)
    {
        var resource = transaction.Rows.FindResource(purge.Key)
            ?? throw new ResourceNotFoundException(purge.Key, $"There is nothing to purge: the key '{purge.Key}' was never used.");
        foreach (var version in resource.Versions.Values)
        {
            Purge(transaction, version, purge.Invalidate);
        }

        transaction.EndAlias(resource);
        resource.IsToBeForgotten |= purge.ForgetKey;
        var aliases = transaction.Rows.Aliases.Values.Where(alias => alias.IsEnded && alias.Resource == resource).Select(static alias => alias.ObjectKey).ToList();
        transaction.ForgetKeyIfGone(resource);
        return new PurgePlan
        {
            Versions = [.. resource.Versions.Values.Select(version => new PurgedVersion
            {
                VersionId = version.Id,
                State = version.State,
                Replicas = version.ReplicaRecords(transaction.Rows),
            })],
            Aliases = aliases,
        };
    }

    private static void Purge(LedgerTransaction transaction, VersionRow version, bool invalidate)
    {
        if (invalidate && version is { IsPurged: false, End: VersionEnd.Superseded } && transaction.Rows.Main is { } main && version.FindReplica(main.Name)?.State == ReplicaState.Removed)
        {
            // Nobody was told when it went: it was only replaced then.
            InvalidationIntents.Add(transaction, main, version.ObjectKey, isRemoval: true);
        }

        version.IsPurged = true;
        switch (version.State)
        {
            case VersionState.Pending:
                transaction.Fence(version, VersionEnd.Purged, HistoryEvent.PurgeBegun);
                break;
            case VersionState.Live:
                transaction.EndLive(version, VersionEnd.Purged, HistoryEvent.PurgeBegun, transaction.Now);
                break;
            case VersionState.Deleted or VersionState.Failed:
                transaction.Record(version, HistoryEvent.PurgeBegun);
                break;
        }

        foreach (var replica in version.Replicas.Where(static replica => replica.State != ReplicaState.Removed))
        {
            RemoveNow(transaction, replica);
        }
    }

    private static void RemoveNow(LedgerTransaction transaction, ReplicaRow replica)
    {
        if (replica.State == ReplicaState.Abandoned)
        {
            transaction.SetState(replica, ReplicaState.Removing);
        }

        transaction.QueueRemoval(replica, transaction.Now);
        var removal = replica.Removal!;
        removal.Attempts = 0;
        removal.IsDead = false;
        if (!removal.AwaitsLateWrites)
        {
            removal.DueAt = transaction.Now;
        }
    }
}
