using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

internal static class ScanStore
{
    /// <summary>One page; an alias after a replica of the same object key.</summary>
    public static IReadOnlyList<LedgerObject> Page(LedgerTransaction transaction, StoreScan scan, LedgerObject? after, int size) =>
    [
        .. All(transaction, scan.Store)
            .Where(item => Utf8ByteOrderComparer.Instance.Compare(item.ObjectKey, scan.StartAfter) > 0 && (after is null || Compare(item, after) > 0))
            .Order(Comparer<LedgerObject>.Create(Compare))
            .Take(size),
    ];

    public static long Count(LedgerTransaction transaction, ObjectCount count) =>
        Math.Min(count.Limit, All(transaction, count.Store).LongCount(item => item.ObjectKey.StartsWith(count.Prefix, StringComparison.Ordinal)));

    private static IEnumerable<LedgerObject> All(LedgerTransaction transaction, string name)
    {
        var store = transaction.Rows.FindStore(name);
        if (store is null)
        {
            return [];
        }

        var objects = transaction.Rows.Versions.Values
            .Select(version => version.FindReplica(store.Name))
            .Where(static replica => replica?.IsGone == false)
            .Select(static replica => Describe(replica!));
        if (store.Role == StoreRole.Main)
        {
            objects = objects.Concat(transaction.Rows.Aliases.Values.Select(Describe));
        }

        return objects;
    }

    private static int Compare(LedgerObject left, LedgerObject right)
    {
        var byKey = Utf8ByteOrderComparer.Instance.Compare(left.ObjectKey, right.ObjectKey);
        return byKey != 0 ? byKey : left.Kind.CompareTo(right.Kind);
    }

    private static LedgerObject Describe(ReplicaRow replica) => new()
    {
        ObjectKey = replica.Version.ObjectKey,
        Kind = LedgerObjectKind.Replica,
        ResourceKey = replica.Version.Resource.Key,
        VersionId = replica.Version.Id,
        VersionState = replica.Version.State,
        ReplicaState = replica.State,
        ReplicaEpoch = replica.Epoch,
        Length = replica.Version.Length,
    };

    private static LedgerObject Describe(AliasRow alias) => new()
    {
        ObjectKey = alias.ObjectKey,
        Kind = LedgerObjectKind.Alias,
        ResourceKey = alias.Resource.Key,
        VersionId = alias.Wanted?.Id,
        Length = alias.Wanted?.Length,
    };
}
