using ResilientStorage.Ledger;
using ResilientStorage.Relational.Deletes;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Invalidation;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>The end of a try to remove a replica.</summary>
internal static class CompleteRemoval
{
    public static async Task RunAsync(SqlSession session, HeldWork work, LedgerWorkResult result)
    {
        if (result.Outcome == WorkOutcome.Done)
        {
            await FinishAsync(session, work, result.LateWriteGrace).ConfigureAwait(false);
            await InvalidateAsync(session, work, result).ConfigureAwait(false);
            return;
        }

        var isDead = result.Outcome == WorkOutcome.Dead;
        await CompleteWork.RetryAsync(session, work, result, isDead).ConfigureAwait(false);
        if (isDead)
        {
            await HistoryRows.AddAsync(session, work.VersionId, HistoryEvent.DeadLettered, work.Store, result.Reason).ConfigureAwait(false);
        }
    }

    // The object is gone from now on, whether or not a late write brings it back for a while. What was never live has no URL that anybody knows.
    private static async Task InvalidateAsync(SqlSession session, HeldWork work, LedgerWorkResult result)
    {
        if (work is { WasLive: true, ObjectKey: { } objectKey } && (result.Invalidate || (result.InvalidateIfPurged && work.IsPurged)))
        {
            await IntentRows.AddAsync(session, work.Store, objectKey, isRemoval: true).ConfigureAwait(false);
        }
    }

    private static async Task FinishAsync(SqlSession session, HeldWork work, TimeSpan grace)
    {
        // What lands while a try is under way may come right after it has looked: the last one begins when nothing can land any more.
        if (work.LateWriteAt is { } late && Microseconds.Add(late, grace) is var landedBy && landedBy > work.ClaimedAt)
        {
            await session.Sql("UPDATE rs_work SET due_at = @due, attempts = 0, waits_late = 1, lease_until = NULL WHERE work_id = @work")
                .With("work", work.WorkId).With("due", landedBy).ExecuteAsync().ConfigureAwait(false);
            return;
        }

        await WorkRows.DeleteAsync(session, work.WorkId).ConfigureAwait(false);
        await session.Sql($"UPDATE rs_replicas SET state = {ReplicaCode.Removed}, epoch = epoch + 1 WHERE version_id = @version AND store = @store AND state = {ReplicaCode.Removing}")
            .With("version", work.Subject).With("store", work.Store).ExecuteAsync().ConfigureAwait(false);
        await HistoryRows.AddAsync(session, work.VersionId, HistoryEvent.ReplicaRemoved, work.Store).ConfigureAwait(false);
        await PurgedVersions.SettleAsync(session, work.VersionId).ConfigureAwait(false);
    }
}
