using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Finds due removals or repairs: the first resources by due time, then all that is due of them.</summary>
internal sealed class WorkCandidates(SqlSession session, WorkClaim claim, string kind, string condition)
{
    private const string Columns = """
        w.work_id, w.epoch, w.attempts, r.key, w.subject, w.store, p.object_key, p.state, p.previous_state, p.late_write_at, v.created_at, v.state, v.resource_id, w.due_at, v.end_kind
        """;

    // SQLite goes through tables that are cross-joined from left to right: the first items come from the index of due work without sorting,
    // and the rest of some resources is found without reading all that is due (the plus keeps the index of due work out of it).
    private const string ByTime = "rs_work w CROSS JOIN rs_versions v";
    private const string ByResource = "rs_versions v CROSS JOIN rs_work w";

    private readonly HashSet<long> _except = [.. claim.ExceptWorkIds];

    /// <summary>Every item of the first <see cref="WorkClaim.MaxResources"/> resources; the next ones are taken while others have locked these.</summary>
    public async Task<List<WorkCandidate>> ChooseAsync()
    {
        var first = await FirstAsync().ConfigureAwait(false);
        foreach (var resourceIds in first.Select(static row => row.ResourceId).Distinct().Chunk(claim.MaxResources))
        {
            if (await OfResourcesAsync(resourceIds).ConfigureAwait(false) is { Count: > 0 } chosen)
            {
                return chosen;
            }
        }

        return [];
    }

    /// <summary>The first items in order, enough to see <see cref="WorkClaim.MaxResources"/> resources if there are as many.</summary>
    public async Task<List<WorkCandidate>> FirstAsync()
    {
        for (var limit = 64L + (16L * claim.MaxResources) + claim.ExceptWorkIds.Count; ; limit *= 8)
        {
            var rows = await ReadAsync(ByTime, "", $"LIMIT {limit}", static statement => statement).ConfigureAwait(false);
            var wanted = Wanted(rows);
            if (rows.Count < limit || wanted.Select(static row => row.ResourceId).Distinct().Count() >= claim.MaxResources)
            {
                return wanted;
            }
        }
    }

    /// <summary>Every item of the resources, in order; their versions are locked, and those that others have locked are passed over.</summary>
    public async Task<List<WorkCandidate>> OfResourcesAsync(IReadOnlyList<long> resourceIds)
    {
        var more = $"AND v.resource_id IN ({SqlList.Names("resource", resourceIds.Count)})";
        if (!session.Dialect.LocksRows)
        {
            return Wanted(await ReadAsync(ByResource, more, "", statement => statement.With("resource", resourceIds)).ConfigureAwait(false));
        }

        // The statement that locks sees replicas and work as they were before it: another's claim may have ended in between. What counts is read under the locks.
        var free = Wanted(await ReadAsync(ByResource, more, session.Dialect.LockSkippingLocked("v"), statement => statement.With("resource", resourceIds)).ConfigureAwait(false));
        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        var locked = SqlList.Texts(free.Select(static row => row.VersionId));
        var rows = new List<WorkCandidate>(free.Count);
        foreach (var some in locked.Chunk(SqlList.MaxCount))
        {
            rows.AddRange(await ReadAsync(ByResource, $"AND v.version_id IN ({SqlList.Names("locked", some.Length)})", "", statement => statement.With("locked", some)).ConfigureAwait(false));
        }

        return Wanted(locked.Count <= SqlList.MaxCount ? rows : [.. rows.OrderBy(static row => row.DueAt).ThenBy(static row => row.WorkId)]);
    }

    // Left out here and not by the statement: what a long run has tried may be more than a statement takes.
    private List<WorkCandidate> Wanted(List<WorkCandidate> rows) => claim.ExceptWorkIds.Count == 0 ? rows : rows.FindAll(row => !_except.Contains(row.WorkId));

    private Task<List<WorkCandidate>> ReadAsync(string from, string more, string suffix, Func<SqlStatement, SqlStatement> bind)
    {
        var versions = claim.VersionIds is null ? null : SqlList.Texts(claim.VersionIds);
        var stores = claim.Stores?.ToArray();
        var isEvenIfNotDue = claim.EvenIfNotDue && kind == WorkCode.Repair;
        var statement = session.Sql($"""
            SELECT {Columns} FROM {from}
            JOIN rs_replicas p ON p.version_id = w.subject AND p.store = w.store
            JOIN rs_resources r ON r.resource_id = v.resource_id
            JOIN rs_stores s ON s.instance = w.instance AND s.name = w.store
            WHERE w.subject = v.version_id AND w.instance = @instance AND w.kind = {kind} AND w.dead = 0 {(isEvenIfNotDue ? "" : $"AND {(from == ByResource ? "+" : "")}w.due_at <= @now")} AND (w.lease_until IS NULL OR w.lease_until <= @now)
                AND ({condition})
                {(versions is null ? "" : $"AND w.subject IN ({SqlList.Names("version", versions.Count)})")}
                {(stores is null ? "" : $"AND w.store IN ({SqlList.Names("store", stores.Length)})")}
                {(claim.ToldAtLeast is null ? "" : "AND (w.told_at <= @told OR w.unreachable_at IS NOT NULL)")}
                {more}
            ORDER BY w.due_at, w.work_id {suffix}
            """);
        if (claim.ToldAtLeast is { } told)
        {
            statement.With("told", session.Now - Microseconds.Of(told));
        }

        return bind(statement.With("version", versions ?? []).With("store", stores ?? [])).ListAsync(WorkCandidate.Map);
    }
}
