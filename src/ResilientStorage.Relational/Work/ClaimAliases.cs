using ResilientStorage.Ledger;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Claims aliases: what each one should show is read in the same transaction.</summary>
internal static class ClaimAliases
{
    public static async Task<IReadOnlyList<LedgerWork>> RunAsync(SqlSession session, WorkClaim claim)
    {
        var found = await session.Sql($"""
            SELECT w.work_id, w.epoch, w.attempts, r.key, w.subject, s.name, l.version_id, w.may_write_late, w.lease_until,
                CASE WHEN w.compare_again_at <= @now THEN 1 ELSE 0 END
            FROM rs_work w
            JOIN rs_aliases a ON a.instance = w.instance AND a.alias_key = w.subject
            JOIN rs_resources r ON r.resource_id = a.resource_id
            JOIN rs_stores s ON s.instance = w.instance AND s.role = {StoreCode.Main}
            LEFT JOIN rs_versions l ON l.resource_id = a.resource_id AND l.state = {VersionCode.Live} AND a.wanted = 1
            WHERE w.instance = @instance AND w.kind = {WorkCode.Alias} AND w.dead = 0 AND w.due_at <= @now AND (w.lease_until IS NULL OR w.lease_until <= @now)
                AND (@alias IS NULL OR w.subject = @alias)
            ORDER BY w.due_at, w.work_id LIMIT @limit {session.Dialect.LockSkippingLocked("a, w")}
            """)
            .With("alias", claim.AliasKey).With("limit", claim.MaxResources + (long)claim.ExceptWorkIds.Count)
            .ListAsync(static row => new LedgerWork
            {
                WorkId = row.GetInt64(0),
                Kind = WorkKind.Alias,
                Epoch = row.GetInt64(1) + 1,
                Attempts = row.Code(2),
                ResourceKey = row.GetString(3),
                ObjectKey = row.GetString(4),
                Store = row.GetString(5),
                VersionId = row.VersionOrNull(6),
                MayHaveLateWrites = row.Flag(7) || !row.IsDBNull(8),
                IsComparedAgain = row.Flag(9),
            }).ConfigureAwait(false);
        var except = claim.ExceptWorkIds.ToHashSet();
        found = [.. found.Where(work => !except.Contains(work.WorkId)).Take(claim.MaxResources)];
        if (found.Count == 0 || claim.Stores?.Contains(found[0].Store) == false)
        {
            return [];
        }

        await ClaimWork.TakeAsync(session, found.ConvertAll(static work => work.WorkId), session.After(claim.Lease)).ConfigureAwait(false);
        var claimed = new List<LedgerWork>(found.Count);
        foreach (var work in found)
        {
            var version = session.Dialect.LocksRows ? await FindLiveAsync(session, work.ObjectKey).ConfigureAwait(false) : work.VersionId;
            claimed.Add(version is { } live ? work with { VersionId = live, Snapshot = await Snapshots.FindAsync(session, live).ConfigureAwait(false) } : work with { VersionId = null });
        }

        return claimed;
    }

    // The statement that locks sees the versions as they were before it: a commit may have ended in between.
    private static async Task<VersionId?> FindLiveAsync(SqlSession session, string aliasKey)
    {
        var live = await session.Sql($"""
            SELECT l.version_id FROM rs_aliases a JOIN rs_versions l ON l.resource_id = a.resource_id AND l.state = {VersionCode.Live}
            WHERE a.instance = @instance AND a.alias_key = @alias AND a.wanted = 1
            """)
            .With("alias", aliasKey).FirstAsync(static row => row.GetString(0)).ConfigureAwait(false);
        return live is null ? null : VersionId.Parse(live);
    }
}
