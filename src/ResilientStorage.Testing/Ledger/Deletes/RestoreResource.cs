using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class RestoreResource
{
    public static Resource Run(LedgerTransaction transaction, ResourceRestore restore)
    {
        var resource = transaction.Rows.FindResource(restore.Key);
        if (resource?.Live is { } live)
        {
            throw new ResourceAlreadyExistsException(restore.Key, $"The resource '{restore.Key}' is live: delete it before another version is restored.") { LiveVersion = live.Id };
        }

        var version = restore.VersionId is { } id ? resource?.Versions.GetValueOrDefault(id) : resource?.LastDeleted;
        if (version?.State != VersionState.Deleted)
        {
            throw new ResourceNotFoundException(restore.Key, $"There is no deleted version of '{restore.Key}' to restore{(restore.VersionId is null ? "" : $" with the id {restore.VersionId}")}.");
        }

        ThrowIfBytesAreLeaving(transaction, version);
        ThrowIfNothingIsStored(transaction, version);
        MakeLive(transaction, version);
        return version.ToResource();
    }

    private static void ThrowIfBytesAreLeaving(LedgerTransaction transaction, VersionRow version)
    {
        // Planted mistake: a restore that does not look at the replicas races the worker that removes them.
        if (transaction.IsPlanted(LedgerMistakes.RestoreIgnoresRemoving))
        {
            return;
        }

        var leaving = version.Replicas.FirstOrDefault(static replica =>
            replica.Store.State == StoreState.Active && (replica.State == ReplicaState.Removing || replica.IsGone));
        if (leaving is not null)
        {
            throw new ResourceUnavailableException(version.Resource.Key, $"Version {version.Id} of '{version.Resource.Key}' cannot be restored: its copy in the store '{leaving.Store.Name}' is {leaving.State}.");
        }
    }

    private static void ThrowIfNothingIsStored(LedgerTransaction transaction, VersionRow version)
    {
        var planted = transaction.IsPlanted(LedgerMistakes.RestoreIgnoresRemoving);
        if (!version.Replicas.Any(replica => replica.Store.State == StoreState.Active && (replica.State == ReplicaState.Stored || (planted && replica.State == ReplicaState.Removing))))
        {
            var states = string.Join(", ", version.Replicas.Select(static replica => $"'{replica.Store.Name}' {replica.State}"));
            throw new ResourceUnavailableException(version.Resource.Key, $"Version {version.Id} of '{version.Resource.Key}' cannot be restored: no Active store is known to hold its bytes ({states}).");
        }
    }

    private static void MakeLive(LedgerTransaction transaction, VersionRow version)
    {
        transaction.SetState(version, VersionState.Live);
        version.End = VersionEnd.None;
        version.IsPurged = false;
        version.EndedAt = null;
        foreach (var replica in version.Replicas)
        {
            // A removal that has begun, in a store that is no longer Active, goes on.
            if (replica.State != ReplicaState.Removing)
            {
                transaction.Remove(replica.Removal);
            }

            if (replica.Store.State == StoreState.Active && replica.NeedsRepair(transaction.Now))
            {
                transaction.QueueRepair(replica);
            }
        }

        transaction.QueueAlias(version.Resource.Alias);
        transaction.Record(version, HistoryEvent.Restored);
    }
}
