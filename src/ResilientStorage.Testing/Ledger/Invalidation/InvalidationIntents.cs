using ResilientStorage.Invalidation;

namespace ResilientStorage.Testing;

internal static class InvalidationIntents
{
    public static int Add(LedgerTransaction transaction, IReadOnlyList<NewInvalidationIntent> changes)
    {
        foreach (var change in changes)
        {
            Add(transaction, change);
        }

        return changes.Count;
    }

    public static void Add(LedgerTransaction transaction, StoreRow store, string objectKey, bool isRemoval) =>
        Add(transaction, store.Place.Bucket.Length == 0
            ? new NewInvalidationIntent { Bucket = store.Name, ObjectKey = objectKey, IsRemoval = isRemoval }
            : new NewInvalidationIntent { Bucket = store.Place.Bucket, ObjectKey = store.Place.Prefix + objectKey, IsRemoval = isRemoval });

    public static IReadOnlyList<InvalidationIntent> List(LedgerTransaction transaction, int limit) =>
        [.. transaction.Rows.Invalidation.Intents.Values.OrderBy(static intent => intent.Change.IsBackfill).ThenBy(static intent => intent.Id).Take(limit)];

    /// <summary>Intents that changed after they were read stay.</summary>
    public static void Settle(LedgerTransaction transaction, IReadOnlyList<InvalidationIntent> settled)
    {
        var intents = transaction.Rows.Invalidation.Intents;
        foreach (var intent in settled.Where(intent => intents.TryGetValue(intent.Id, out var now) && now.Revision == intent.Revision))
        {
            intents.Remove(intent.Id);
        }
    }

    private static void Add(LedgerTransaction transaction, NewInvalidationIntent change)
    {
        var rows = transaction.Rows.Invalidation;
        var known = rows.Intents.Values.FirstOrDefault(intent => IsSame(intent.Change, change));
        if (known is null)
        {
            var id = ++rows.LastIntentId;
            rows.Intents.Add(id, new InvalidationIntent { Id = id, Revision = 1, CreatedAt = transaction.Now, Change = change });
            return;
        }

        // Two changes of one thing are one duty, and a removal outweighs a change.
        rows.Intents[known.Id] = known with
        {
            Revision = known.Revision + 1,
            Change = known.Change with
            {
                IsRemoval = known.Change.IsRemoval || change.IsRemoval,
                IsBackfill = known.Change.IsBackfill && change.IsBackfill,
                OccurredAt = LaterOf(known.Change.OccurredAt, change.OccurredAt),
            },
        };
    }

    // Of a time that is not known nobody can say that something came after it.
    private static DateTimeOffset? LaterOf(DateTimeOffset? one, DateTimeOffset? other) => one is null || other is null ? null : one > other ? one : other;

    private static bool IsSame(NewInvalidationIntent one, NewInvalidationIntent other) =>
        (one.Bucket, one.ObjectKey, one.Path, one.DistributionId) == (other.Bucket, other.ObjectKey, other.Path, other.DistributionId);
}
