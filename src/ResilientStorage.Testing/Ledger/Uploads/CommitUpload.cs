using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CommitUpload
{
    public static Resource Run(LedgerTransaction transaction, UploadCommit commit)
    {
        var version = transaction.Rows.FindVersion(commit.VersionId);
        if (version?.State == VersionState.Live && version.CommittedEpoch == commit.Epoch)
        {
            return version.ToResource();
        }

        if (version?.State != VersionState.Pending || version.Epoch != commit.Epoch)
        {
            throw Conflict($"The version {commit.VersionId} is {version?.State.ToString() ?? "not recorded"}, no longer Pending with epoch {commit.Epoch}. Look it up before anything else is done.");
        }

        var resource = version.Resource;

        // Planted mistake: the conditions were checked at the intent, and are not looked at again.
        if (!transaction.IsPlanted(LedgerMistakes.CommitIgnoresIfExists))
        {
            UploadConditions.ThrowIfNoLongerMet(version.Intent, resource.Live);
        }

        transaction.ThrowIfAliasIsTaken(resource.Key, version.Intent.PublishAt);
        ThrowIfReplicasAreWrong(version, commit);

        if (resource.Live is { } superseded)
        {
            transaction.EndLive(superseded, VersionEnd.Superseded, HistoryEvent.Superseded, transaction.Now + commit.SupersededRemovalDelay);
        }

        MakeLive(transaction, version, commit);
        StoreReplicas(transaction, version, commit);
        transaction.ApplyPublishAt(resource, version.Intent.PublishAt);
        transaction.Record(version, HistoryEvent.Committed);
        return version.ToResource();
    }

    private static void ThrowIfReplicasAreWrong(VersionRow version, UploadCommit commit)
    {
        var lacking = version.Replicas.FirstOrDefault(replica =>
            replica.Store.State == StoreState.Active && commit.Replicas.All(stored => stored.Store != replica.Store.Name));
        if (lacking is not null)
        {
            throw Conflict($"The store '{lacking.Store.Name}' is Active and holds no stored replica of version {version.Id}.");
        }

        if (commit.Replicas.FirstOrDefault(stored => version.FindReplica(stored.Store) is null) is { } unknown)
        {
            throw Conflict($"The version {version.Id} has no replica in the store '{unknown.Store}'.");
        }
    }

    private static void MakeLive(LedgerTransaction transaction, VersionRow version, UploadCommit commit)
    {
        version.CommittedEpoch = version.Epoch;
        version.CreatedAt = transaction.Now;
        version.Length = commit.Length;
        version.Sha256 = commit.Sha256;
        version.BlockSize = commit.BlockSize;
        version.Blocks = commit.BlockChecksums.ToArray();
        transaction.SetState(version, VersionState.Live);
    }

    private static void StoreReplicas(LedgerTransaction transaction, VersionRow version, UploadCommit commit)
    {
        foreach (var replica in version.Replicas)
        {
            var stored = commit.Replicas.FirstOrDefault(stored => stored.Store == replica.Store.Name)?.Stored;
            if (stored?.HadUnknownOutcome == true)
            {
                replica.LateWriteAt = transaction.Now;
            }

            if (replica.Store.State == StoreState.Active)
            {
                replica.ETag = stored!.ETag;
                replica.ProviderVersionId = stored.ProviderVersionId;
                transaction.SetState(replica, ReplicaState.Stored);
            }
            else
            {
                transaction.QueueRemoval(replica, transaction.Now);
            }
        }

        foreach (var store in transaction.Rows.ActiveStores.Where(store => version.FindReplica(store.Name) is null))
        {
            transaction.QueueRepair(version.AddReplica(store));
        }
    }

    private static LedgerException Conflict(string message) => new(LedgerErrorKind.Conflict, message);
}
