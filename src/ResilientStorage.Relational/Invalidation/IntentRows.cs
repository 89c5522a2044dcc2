using ResilientStorage.Invalidation;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Invalidation;

/// <summary>What the CDN is still to be told, and no batch holds yet.</summary>
internal static class IntentRows
{
    // Two changes of one thing are one duty, and a removal outweighs a change. Of a time that is not known nobody can say that something came after it.
    private const string Upsert = """
        ON CONFLICT (instance, subject) DO UPDATE SET revision = rs_invalidation_intents.revision + 1,
            is_removal = CASE WHEN excluded.is_removal = 1 THEN 1 ELSE rs_invalidation_intents.is_removal END,
            is_backfill = CASE WHEN excluded.is_backfill = 0 THEN 0 ELSE rs_invalidation_intents.is_backfill END,
            occurred_at = CASE WHEN excluded.occurred_at IS NULL OR rs_invalidation_intents.occurred_at IS NULL THEN NULL
                WHEN excluded.occurred_at > rs_invalidation_intents.occurred_at THEN excluded.occurred_at ELSE rs_invalidation_intents.occurred_at END
        """;

    public static async Task<int> AddAsync(SqlSession session, IReadOnlyList<NewInvalidationIntent> intents)
    {
        // In one order, so that two writers of the same intents do not wait for each other.
        foreach (var (subject, intent) in intents.Select(static intent => (Subject: SubjectOf(intent), intent)).OrderBy(static pair => pair.Subject, StringComparer.Ordinal))
        {
            await session.Sql($"""
                INSERT INTO rs_invalidation_intents (instance, subject, bucket, object_key, path, distribution_id, is_removal, is_backfill, occurred_at, created_at, revision)
                VALUES (@instance, @subject, @bucket, @key, @path, @distribution, @removal, @backfill, @occurred, @now, 1)
                {Upsert}
                """)
                .With("subject", subject).With("bucket", intent.Bucket).With("key", intent.ObjectKey).With("path", intent.Path).With("distribution", intent.DistributionId)
                .With("removal", intent.IsRemoval ? 1 : 0).With("backfill", intent.IsBackfill ? 1 : 0).With("occurred", intent.OccurredAt)
                .ExecuteAsync().ConfigureAwait(false);
        }

        return intents.Count;
    }

    /// <summary>The object of a store was written or removed: the duty becomes part of the transaction that records it.</summary>
    public static async Task AddAsync(SqlSession session, string store, string objectKey, bool isRemoval)
    {
        var place = await session.Sql("SELECT bucket, prefix FROM rs_stores WHERE instance = @instance AND name = @store")
            .With("store", store).FirstAsync(static row => new Place(row.GetString(0), row.GetString(1))).ConfigureAwait(false);
        if (place is not null)
        {
            // A folder is no bucket, and no part of the object's name: it goes by the name of its store.
            var intent = place.Bucket.Length == 0
                ? new NewInvalidationIntent { Bucket = store, ObjectKey = objectKey, IsRemoval = isRemoval }
                : new NewInvalidationIntent { Bucket = place.Bucket, ObjectKey = place.Prefix + objectKey, IsRemoval = isRemoval };
            await AddAsync(session, [intent]).ConfigureAwait(false);
        }
    }

    public static Task<List<InvalidationIntent>> ListAsync(SqlSession session, int limit) =>
        session.Sql("""
            SELECT intent_id, revision, created_at, bucket, object_key, path, distribution_id, is_removal, is_backfill, occurred_at FROM rs_invalidation_intents
            WHERE instance = @instance ORDER BY is_backfill, intent_id LIMIT @limit
            """)
            .With("limit", limit)
            .ListAsync(static row => new InvalidationIntent
            {
                Id = row.GetInt64(0),
                Revision = row.GetInt64(1),
                CreatedAt = row.Time(2),
                Change = new NewInvalidationIntent
                {
                    Bucket = row.TextOrNull(3),
                    ObjectKey = row.TextOrNull(4),
                    Path = row.TextOrNull(5),
                    DistributionId = row.TextOrNull(6),
                    IsRemoval = row.Flag(7),
                    IsBackfill = row.Flag(8),
                    OccurredAt = row.TimeOrNull(9),
                },
            });

    /// <summary>Intents that changed after they were read stay.</summary>
    public static async Task SettleAsync(SqlSession session, IReadOnlyList<InvalidationIntent> intents)
    {
        foreach (var some in intents.GroupBy(static intent => intent.Revision).SelectMany(static group => group.Select(static intent => intent.Id).Order().Chunk(SqlList.MaxCount).Select(ids => (group.Key, ids))))
        {
            await session.Sql($"DELETE FROM rs_invalidation_intents WHERE instance = @instance AND revision = @revision AND intent_id IN ({SqlList.Names("id", some.ids.Length)})")
                .With("revision", some.Key).With("id", some.ids).ExecuteAsync().ConfigureAwait(false);
        }
    }

    private static string SubjectOf(NewInvalidationIntent intent) => intent.Path is null
        ? $"object {intent.Bucket} {intent.ObjectKey}"
        : $"path {intent.DistributionId} {intent.Path}";

    private sealed record Place(string Bucket, string Prefix);
}
