using ResilientStorage.Ledger;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>The end of a try to write a replica again. A repairer never deletes: what it wrote of an ended version is left to the removal work.</summary>
internal static class CompleteRepair
{
    public static async Task RunAsync(SqlSession session, HeldWork work, LedgerWorkResult result)
    {
        var isDone = result.Outcome == WorkOutcome.Done;
        var state = isDone ? ReplicaState.Stored : result.Found ?? work.PreviousState ?? ReplicaState.Missing;
        var isUnknown = result.HadUnknownOutcome || result.Stored?.HadUnknownOutcome == true;
        await session.Sql($"""
            UPDATE rs_replicas SET state = @state, epoch = epoch + 1, previous_state = NULL, repair_lease_until = NULL,
                etag = CASE WHEN @done = 1 THEN @etag ELSE etag END,
                provider_version_id = CASE WHEN @done = 1 THEN @provider_version ELSE provider_version_id END,
                reason = CASE WHEN @done = 1 THEN reason ELSE COALESCE(@reason, reason) END,
                late_write_at = CASE WHEN @unknown = 1 THEN @now ELSE late_write_at END
            WHERE version_id = @version AND store = @store AND state = {ReplicaCode.Repairing}
            """)
            .With("version", work.Subject).With("store", work.Store).With("state", (long)state).With("done", isDone ? 1 : 0).With("unknown", isUnknown ? 1 : 0)
            .With("etag", result.Stored?.ETag).With("provider_version", result.Stored?.ProviderVersionId).With("reason", result.Reason)
            .ExecuteAsync().ConfigureAwait(false);
        if (isDone)
        {
            await HistoryRows.AddAsync(session, work.VersionId, HistoryEvent.ReplicaRepaired, work.Store).ConfigureAwait(false);
        }

        if (!isDone && work.Version == VersionState.Live)
        {
            await CompleteWork.RetryAsync(session, work, result).ConfigureAwait(false);
            return;
        }

        await WorkRows.DeleteAsync(session, work.WorkId).ConfigureAwait(false);
    }
}
