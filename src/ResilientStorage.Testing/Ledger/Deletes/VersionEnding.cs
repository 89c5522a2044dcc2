namespace ResilientStorage.Testing;

/// <summary>The ways in which a version ends.</summary>
internal static class VersionEnding
{
    /// <summary>Ends an upload: Pending to Failed, with removals that are due now.</summary>
    public static void EndUpload(this LedgerTransaction transaction, VersionRow version, VersionEnd end, HistoryEvent what, string? reason = null)
    {
        transaction.SetState(version, VersionState.Failed);
        version.End = end;
        version.EndedAt = transaction.Now;
        transaction.QueueRemovals(version, transaction.Now);
        transaction.Record(version, what, reason: reason);
    }

    /// <summary>Ends an upload of which nobody knows whether its writes have stopped.</summary>
    public static void Fence(this LedgerTransaction transaction, VersionRow version, VersionEnd end, HistoryEvent what)
    {
        foreach (var replica in version.Replicas)
        {
            replica.LateWriteAt = transaction.Now;
        }

        transaction.EndUpload(version, end, what);
    }

    /// <summary>Ends the live version: Live to Deleted, with its removals.</summary>
    public static void EndLive(this LedgerTransaction transaction, VersionRow version, VersionEnd end, HistoryEvent what, DateTimeOffset removalDueAt)
    {
        transaction.SetState(version, VersionState.Deleted);
        version.End = end;
        version.EndedAt = transaction.Now;
        transaction.QueueRemovals(version, removalDueAt);
        foreach (var replica in version.Replicas.Where(replica => replica.Repair?.IsUnderLease(transaction.Now) == false))
        {
            transaction.Remove(replica.Repair);
        }

        transaction.Record(version, what);
    }

    /// <summary>Takes a version to Purged when nothing of it is left, and forgets the key when that was asked for.</summary>
    public static void PurgeIfGone(this LedgerTransaction transaction, VersionRow version)
    {
        if (version.State is VersionState.Deleted or VersionState.Failed && version.Replicas.All(static replica => replica.IsGone))
        {
            transaction.SetState(version, VersionState.Purged);
            transaction.Record(version, HistoryEvent.Purged);
        }

        transaction.ForgetKeyIfGone(version.Resource);
    }
}
