using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Invalidation;

/// <summary>The lease of the one who sends.</summary>
internal static class SenderLease
{
    /// <returns>The token; null while somebody else holds the lease.</returns>
    public static Task<long?> TakeAsync(SqlSession session, string owner, TimeSpan duration) =>
        session.Sql("""
            INSERT INTO rs_invalidation_leases (instance, owner, token, until) VALUES (@instance, @owner, 1, @until)
            ON CONFLICT (instance) DO UPDATE SET owner = excluded.owner, until = excluded.until,
                token = rs_invalidation_leases.token + CASE WHEN rs_invalidation_leases.owner = excluded.owner THEN 0 ELSE 1 END
            WHERE rs_invalidation_leases.owner = excluded.owner OR rs_invalidation_leases.until <= @now
            RETURNING token
            """)
            .With("owner", owner).With("until", session.After(duration)).NumberAsync();

    /// <summary>Whether a token is still the newest: its row is locked until the transaction ends.</summary>
    public static async Task<bool> HoldsAsync(SqlSession session, long token) =>
        await session.Sql("UPDATE rs_invalidation_leases SET token = token WHERE instance = @instance AND token = @token").With("token", token).ExecuteAsync().ConfigureAwait(false) == 1;
}
