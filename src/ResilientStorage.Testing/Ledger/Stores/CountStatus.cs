using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CountStatus
{
    public static LedgerStatus Run(LedgerTransaction transaction)
    {
        var versions = transaction.Rows.Versions.Values;
        var work = transaction.Rows.Work.Values;
        var due = work.Where(item => item.IsDue(transaction.Now)).ToList();
        var live = versions.Where(static version => version.State == VersionState.Live).ToList();
        return new LedgerStatus
        {
            Live = live.Count,
            Pending = versions.Count(static version => version.State == VersionState.Pending),
            AwaitingRemoval = versions.Count(static version => version.State is VersionState.Deleted or VersionState.Failed),
            UnderReplicated = live.Count(version => transaction.Rows.ActiveStores.Any(store => version.FindReplica(store.Name)?.State != ReplicaState.Stored)),
            RemovalsDue = due.Count(static item => item.Kind == WorkKind.Remove),
            RepairsQueued = work.Count(static item => item.Kind == WorkKind.Repair),
            AliasesQueued = work.Count(static item => item.Kind == WorkKind.Alias),
            DeadLetters = work.Count(static item => item.IsDead),
            QueueUnreachable = work.Count(static item => item.QueueUnreachableAt is not null),
            InvalidationsWaiting = transaction.Rows.Invalidation.Intents.Count + CountBatches(transaction, InvalidationBatchState.Waiting),
            InvalidationsReported = CountBatches(transaction, InvalidationBatchState.Reported),
            OldestDueAt = due.Count == 0 ? null : due.Min(static item => item.DueAt),
            Stores = [.. transaction.Rows.Stores.Select(store => Count(store, live))],
        };
    }

    private static int CountBatches(LedgerTransaction transaction, InvalidationBatchState state) => transaction.Rows.Invalidation.Batches.Count(batch => batch.State == state);

    private static StoreStatus Count(StoreRow store, List<VersionRow> live)
    {
        var replicas = live.Select(version => version.FindReplica(store.Name)).OfType<ReplicaRow>().ToList();
        var stored = replicas.Where(static replica => replica.State == ReplicaState.Stored).ToList();
        return new StoreStatus
        {
            Store = store.ToRecord(),
            Stored = stored.Count,
            StoredBytes = stored.Sum(static replica => replica.Version.Length ?? 0),
            Missing = replicas.Count(static replica => replica.State == ReplicaState.Missing),
            Corrupt = replicas.Count(static replica => replica.State == ReplicaState.Corrupt),
        };
    }
}
