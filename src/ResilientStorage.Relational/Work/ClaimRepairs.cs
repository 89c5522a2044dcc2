using ResilientStorage.Ledger;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Claims repairs of live versions. The claim is the edge to Repairing; work that has become needless is withdrawn on the way.</summary>
internal static class ClaimRepairs
{
    private const string Needed = $"v.state = {VersionCode.Live} AND {NeedOfRepair.Condition}";

    public static async Task<IReadOnlyList<LedgerWork>> RunAsync(SqlSession session, WorkClaim claim)
    {
        var needless = new WorkCandidates(session, claim, WorkCode.Repair, $"NOT ({Needed})");
        var candidates = new WorkCandidates(session, claim, WorkCode.Repair, $"{Needed} AND s.repairs_stopped_at IS NULL");
        await WithdrawAsync(session, needless).ConfigureAwait(false);

        var chosen = await candidates.ChooseAsync().ConfigureAwait(false);
        if (chosen.Count == 0)
        {
            return [];
        }

        var until = session.After(claim.Lease);
        var ids = chosen.ConvertAll(static row => row.WorkId);
        foreach (var some in ids.Chunk(SqlList.MaxCount))
        {
            await RepairAsync(session, some, until).ConfigureAwait(false);
        }

        await ClaimWork.TakeAsync(session, ids, until).ConfigureAwait(false);
        return await DescribeAsync(session, chosen).ConfigureAwait(false);
    }

    private static async Task WithdrawAsync(SqlSession session, WorkCandidates needless)
    {
        var rows = await needless.FirstAsync().ConfigureAwait(false);
        if (session.Dialect.LocksRows && rows.Count > 0)
        {
            // A replica may have become Missing since, and found its work queued already: under the locks the question is asked again.
            rows = await needless.OfResourcesAsync([.. rows.Select(static row => row.ResourceId).Distinct().Take(SqlList.MaxCount)]).ConfigureAwait(false);
        }

        foreach (var row in rows)
        {
            await WorkRows.DeleteAsync(session, row.WorkId).ConfigureAwait(false);
        }
    }

    private static Task<int> RepairAsync(SqlSession session, long[] workIds, long until) =>
        session.Sql($"""
            UPDATE rs_replicas SET
                epoch = rs_replicas.epoch + CASE WHEN rs_replicas.state = {ReplicaCode.Repairing} THEN 0 ELSE 1 END,
                late_write_at = CASE WHEN rs_replicas.state = {ReplicaCode.Repairing} THEN @now ELSE rs_replicas.late_write_at END,
                previous_state = CASE rs_replicas.state
                    WHEN {ReplicaCode.Repairing} THEN rs_replicas.previous_state
                    WHEN {ReplicaCode.Planned} THEN {ReplicaCode.Missing}
                    ELSE rs_replicas.state END,
                repair_lease_until = @until,
                state = {ReplicaCode.Repairing}
            FROM rs_work w
            WHERE w.work_id IN ({SqlList.Names("work", workIds.Length)}) AND rs_replicas.version_id = w.subject AND rs_replicas.store = w.store
            """)
            .With("work", workIds).With("until", until).ExecuteAsync();

    private static async Task<IReadOnlyList<LedgerWork>> DescribeAsync(SqlSession session, List<WorkCandidate> chosen)
    {
        var snapshots = new Dictionary<VersionId, ResourceSnapshot>();
        foreach (var version in chosen.Select(static row => row.VersionId).Distinct())
        {
            snapshots[version] = (await Snapshots.FindAsync(session, version).ConfigureAwait(false))!;
        }

        return chosen.ConvertAll(row => new LedgerWork
        {
            WorkId = row.WorkId,
            Kind = WorkKind.Repair,
            Epoch = row.Epoch + 1,
            Attempts = row.Attempts,
            ResourceKey = row.ResourceKey,
            VersionId = row.VersionId,
            Store = row.Store,
            ObjectKey = row.ObjectKey,
            PreviousState = row.Replica switch
            {
                ReplicaState.Planned => ReplicaState.Missing,
                ReplicaState.Repairing => row.PreviousState ?? ReplicaState.Missing,
                _ => row.Replica,
            },
            Snapshot = snapshots[row.VersionId],
        });
    }
}
