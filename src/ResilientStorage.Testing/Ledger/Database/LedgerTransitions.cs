namespace ResilientStorage.Testing;

/// <summary>The only place where a version or a replica changes its state: an edge that the protocol does not list (I9) is an error here.</summary>
internal static class LedgerTransitions
{
    public static void SetState(this LedgerTransaction transaction, VersionRow version, VersionState state)
    {
        if (!IsListed(version.State, state))
        {
            Refuse(transaction, $"version {version.Id}: {version.State} -> {state}");
        }

        version.State = state;
        version.Epoch++;
        if (state == VersionState.Live)
        {
            version.Resource.Live = version;
        }
        else if (version.Resource.Live == version)
        {
            version.Resource.Live = null;
        }
    }

    public static void SetState(this LedgerTransaction transaction, ReplicaRow replica, ReplicaState state)
    {
        if (!IsListed(replica.State, state) || (state == ReplicaState.Removing && replica.IsUnderRepair(transaction.Now)))
        {
            Refuse(transaction, $"replica of version {replica.Version.Id} in '{replica.Store.Name}': {replica.State} -> {state}");
        }

        replica.State = state;
        replica.Epoch++;
    }

    public static bool IsListed(VersionState from, VersionState to) => (from, to) switch
    {
        (VersionState.Pending, VersionState.Live or VersionState.Failed) => true,
        (VersionState.Live, VersionState.Deleted) => true,
        (VersionState.Deleted, VersionState.Live or VersionState.Purged) => true,
        (VersionState.Failed, VersionState.Purged) => true,
        _ => false,
    };

    public static bool IsListed(ReplicaState from, ReplicaState to) => (from, to) switch
    {
        (ReplicaState.Planned, ReplicaState.Stored or ReplicaState.Repairing or ReplicaState.Removing) => true,
        (ReplicaState.Stored, ReplicaState.Missing or ReplicaState.Corrupt or ReplicaState.Removing) => true,
        (ReplicaState.Missing or ReplicaState.Corrupt, ReplicaState.Repairing or ReplicaState.Removing) => true,
        (ReplicaState.Repairing, ReplicaState.Stored or ReplicaState.Missing or ReplicaState.Corrupt or ReplicaState.Removing) => true,
        (ReplicaState.Removing, ReplicaState.Removed or ReplicaState.Abandoned) => true,
        (ReplicaState.Removed or ReplicaState.Abandoned, ReplicaState.Removing) => true,
        _ => false,
    };

    // A planted mistake is to be found by what it does to bytes and readers, not by this check.
    private static void Refuse(LedgerTransaction transaction, string edge)
    {
        if (transaction.Database.Mistakes == LedgerMistakes.None)
        {
            throw new InvalidOperationException($"I9: the protocol has no such edge of the {edge}.");
        }
    }
}
