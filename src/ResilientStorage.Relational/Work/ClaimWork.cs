using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Claims due work under a lease, with a new epoch for each item.</summary>
internal static class ClaimWork
{
    public static Task<IReadOnlyList<LedgerWork>> RunAsync(SqlSession session, WorkClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.MaxResources <= 0 || claim.Stores is { Count: 0 } || claim.VersionIds is { Count: 0 })
        {
            return None;
        }

        // A filter that speaks of one kind lets no other kind pass.
        return claim.Kind switch
        {
            WorkKind.Remove when claim.AliasKey is null => ClaimRemovals.RunAsync(session, claim),
            WorkKind.Repair when claim.AliasKey is null && claim.ToldAtLeast is null => ClaimRepairs.RunAsync(session, claim),
            WorkKind.Alias when claim.VersionIds is null && claim.ToldAtLeast is null => ClaimAliases.RunAsync(session, claim),
            _ => None,
        };
    }

    private static Task<IReadOnlyList<LedgerWork>> None => Task.FromResult<IReadOnlyList<LedgerWork>>([]);

    /// <summary>Gives the items their new epochs and leases.</summary>
    public static async Task TakeAsync(SqlSession session, IReadOnlyList<long> workIds, long until)
    {
        foreach (var some in workIds.Chunk(SqlList.MaxCount))
        {
            await session.Sql($"""
                UPDATE rs_work SET epoch = epoch + 1, waits_late = 0, lease_until = @until, claimed_at = @now,
                    may_write_late = CASE WHEN lease_until IS NULL THEN may_write_late ELSE 1 END
                WHERE work_id IN ({SqlList.Names("work", some.Length)})
                """)
                .With("work", some).With("until", until).ExecuteAsync().ConfigureAwait(false);
        }
    }
}
