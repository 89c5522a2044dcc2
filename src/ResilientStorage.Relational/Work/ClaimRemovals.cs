using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Claims removals: of versions that have ended, never while a repair's lease lasts. The claim is the edge to Removing.</summary>
internal static class ClaimRemovals
{
    private const string Condition = $"""
        v.state IN ({VersionCode.Deleted}, {VersionCode.Failed}, {VersionCode.Purged}) AND NOT ({NeedOfRepair.UnderRepair})
        """;

    public static async Task<IReadOnlyList<LedgerWork>> RunAsync(SqlSession session, WorkClaim claim)
    {
        var candidates = new WorkCandidates(session, claim, WorkCode.Remove, Condition);
        var chosen = await candidates.ChooseAsync().ConfigureAwait(false);
        if (chosen.Count == 0)
        {
            return [];
        }

        await TakeOverAsync(session, chosen).ConfigureAwait(false);
        var ids = chosen.ConvertAll(static row => row.WorkId);
        foreach (var some in ids.Chunk(SqlList.MaxCount))
        {
            await RemoveAsync(session, some).ConfigureAwait(false);
        }

        await ClaimWork.TakeAsync(session, ids, session.After(claim.Lease)).ConfigureAwait(false);
        return chosen.ConvertAll(Describe);
    }

    // A repair whose lease has ended: its writer may still be at it, but what it reports no longer counts.
    private static async Task TakeOverAsync(SqlSession session, List<WorkCandidate> chosen)
    {
        foreach (var row in chosen.Where(static row => row.Replica == ReplicaState.Repairing))
        {
            await session.Sql($"DELETE FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Repair} AND subject = @version AND store = @store")
                .With("version", row.VersionId).With("store", row.Store).ExecuteAsync().ConfigureAwait(false);
        }
    }

    private static Task<int> RemoveAsync(SqlSession session, long[] workIds) =>
        session.Sql($"""
            UPDATE rs_replicas SET state = {ReplicaCode.Removing}, epoch = rs_replicas.epoch + 1, repair_lease_until = NULL, previous_state = NULL,
                late_write_at = CASE WHEN rs_replicas.state = {ReplicaCode.Repairing} THEN @now ELSE rs_replicas.late_write_at END
            FROM rs_work w
            WHERE w.work_id IN ({SqlList.Names("work", workIds.Length)}) AND rs_replicas.version_id = w.subject AND rs_replicas.store = w.store
                AND rs_replicas.state <> {ReplicaCode.Removing}
            """)
            .With("work", workIds).ExecuteAsync();

    private static LedgerWork Describe(WorkCandidate row) => new()
    {
        WorkId = row.WorkId,
        Kind = WorkKind.Remove,
        Epoch = row.Epoch + 1,
        Attempts = row.Attempts,
        ResourceKey = row.ResourceKey,
        VersionId = row.VersionId,
        Store = row.Store,
        ObjectKey = row.ObjectKey,
        VersionEnd = row.End,
        MayHaveLateWrites = row.HasLateWrite || !row.WasCommitted || row.Replica == ReplicaState.Repairing,
    };
}
