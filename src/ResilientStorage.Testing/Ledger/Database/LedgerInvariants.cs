using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>Checks what must hold between any two calls: I7, I8, and that states, work and leases agree.</summary>
internal static class LedgerInvariants
{
    /// <returns>One sentence for each violation; none when all is well.</returns>
    public static IReadOnlyList<string> Check(InMemoryLedgerDatabase database)
    {
        lock (database.Gate)
        {
            var now = database.TimeProvider.GetUtcNow();
            return [.. database.Instances.SelectMany(instance => Check(instance, now).Select(violation => $"{instance.Name}: {violation}"))];
        }
    }

    private static IEnumerable<string> Check(InstanceRows rows, DateTimeOffset now) =>
        rows.Resources.Values.SelectMany(CheckResource)
            .Concat(rows.Versions.Values.SelectMany(version => CheckVersion(version, now)))
            .Concat(rows.Aliases.Values.SelectMany(CheckAlias))
            .Concat(rows.Work.Values.SelectMany(work => CheckWork(work, now)));

    private static IEnumerable<string> CheckResource(ResourceRow resource)
    {
        var live = resource.Versions.Values.Where(static version => version.State == VersionState.Live).ToList();
        if (live.Count > 1)
        {
            yield return $"I7: '{resource.Key}' has {live.Count} Live versions.";
        }

        if (resource.Live != live.FirstOrDefault())
        {
            yield return $"I7: '{resource.Key}' points at {resource.Live?.Id.ToString() ?? "nothing"} and not at its Live version.";
        }
    }

    private static IEnumerable<string> CheckVersion(VersionRow version, DateTimeOffset now)
    {
        var isOpen = version.State is VersionState.Pending or VersionState.Live;
        if (isOpen != (version.EndedAt is null) || isOpen != (version.End == VersionEnd.None))
        {
            yield return $"Version {version.Id} is {version.State} with the end {version.End} at {version.EndedAt:O}.";
        }

        if (version.State is VersionState.Live or VersionState.Deleted && version.CreatedAt is null)
        {
            yield return $"Version {version.Id} is {version.State} and was never committed.";
        }

        if (version.State is VersionState.Deleted or VersionState.Failed && version.Replicas.All(static replica => replica.IsGone))
        {
            yield return $"Version {version.Id} is {version.State} although nothing of it is left.";
        }

        foreach (var violation in version.Replicas.SelectMany(replica => CheckReplica(replica, now)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> CheckReplica(ReplicaRow replica, DateTimeOffset now)
    {
        var (version, name) = (replica.Version, $"The replica of version {replica.Version.Id} in '{replica.Store.Name}'");
        var mustLeave = version.State is VersionState.Deleted or VersionState.Failed or VersionState.Purged;
        if (mustLeave && !replica.IsGone && replica.Removal is null)
        {
            yield return $"I8: {name} is {replica.State}, its version {version.State}, and no removal waits.";
        }

        if (replica.State == ReplicaState.Abandoned && string.IsNullOrEmpty(replica.Reason))
        {
            yield return $"I8: {name} is Abandoned without a reason.";
        }

        if (!IsLegal(version, replica))
        {
            yield return $"{name} is {replica.State} while its version is {version.State}.";
        }

        if (replica.IsUnderRepair(now) && replica.Repair?.LeaseUntil != replica.RepairLeaseUntil)
        {
            yield return $"{name} is Repairing under a lease that no work holds.";
        }
    }

    private static bool IsLegal(VersionRow version, ReplicaRow replica) => version.State switch
    {
        VersionState.Pending => replica.State == ReplicaState.Planned,
        VersionState.Live => replica.Store.State != StoreState.Active || replica.State is not (ReplicaState.Removing or ReplicaState.Removed or ReplicaState.Abandoned),
        VersionState.Failed => replica.State is ReplicaState.Planned or ReplicaState.Removing or ReplicaState.Removed or ReplicaState.Abandoned,
        VersionState.Purged => replica.State is ReplicaState.Removing or ReplicaState.Removed or ReplicaState.Abandoned,
        _ => true,
    };

    private static IEnumerable<string> CheckAlias(AliasRow alias)
    {
        if (alias.IsEnded == (alias.Resource.Alias == alias))
        {
            yield return $"The alias '{alias.ObjectKey}' and its resource '{alias.Resource.Key}' disagree whether it has ended.";
        }

        if (alias.IsEnded && alias.Work is null)
        {
            yield return $"The alias '{alias.ObjectKey}' has ended and nobody will remove it.";
        }
    }

    private static IEnumerable<string> CheckWork(WorkRow work, DateTimeOffset now)
    {
        var name = $"The {work.Kind} work {work.Id}";
        var owner = work.Kind switch
        {
            WorkKind.Remove => work.Replica?.Removal,
            WorkKind.Repair => work.Replica?.Repair,
            _ => work.Alias?.Work,
        };
        if (owner != work)
        {
            yield return $"{name} belongs to nothing.";
            yield break;
        }

        if (work.IsDead && (work.Kind != WorkKind.Remove || work.LeaseUntil is not null))
        {
            yield return $"{name} is a dead letter and no removal, or under a lease.";
        }

        if (work is { Kind: WorkKind.Remove, Replica: { } removed })
        {
            if (removed.IsGone)
            {
                yield return $"{name} is to remove what is {removed.State}.";
            }

            if (removed.Version.State is VersionState.Pending or VersionState.Live && removed.Store.State == StoreState.Active)
            {
                yield return $"{name} is to remove a copy of version {removed.Version.Id}, which is {removed.Version.State}, from an Active store.";
            }

            if ((work.LeaseUntil is not null || work.IsDead || work.AwaitsLateWrites) && removed.State != ReplicaState.Removing)
            {
                yield return $"{name} was claimed while its replica is {removed.State}.";
            }
        }

        if (work is { Kind: WorkKind.Repair, Replica: { } repaired } && work.IsUnderLease(now) && repaired.State != ReplicaState.Repairing)
        {
            yield return $"{name} is under a lease while its replica is {repaired.State}.";
        }
    }
}
