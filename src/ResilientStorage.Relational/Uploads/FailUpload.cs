using ResilientStorage.Ledger;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Ends an upload that did not succeed.</summary>
internal static class FailUpload
{
    public static async Task<bool> RunAsync(SqlSession session, UploadFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        await (failure.DoNotWait
            ? RowLocks.TakeVersionWithoutWaitingAsync(session, failure.VersionId)
            : RowLocks.TakeVersionsAsync(session, [failure.VersionId])).ConfigureAwait(false);
        var failed = await session.Sql($"""
            UPDATE rs_versions SET state = {VersionCode.Failed}, end_kind = @end, ended_at = @now, epoch = epoch + 1, lease_until = NULL
            WHERE version_id = @version AND instance = @instance AND state = {VersionCode.Pending} AND epoch = @epoch
            """)
            .With("version", failure.VersionId).With("epoch", failure.Epoch).With("end", (long)VersionEnd.UploadFailed).ExecuteAsync().ConfigureAwait(false);
        if (failed == 0)
        {
            return false;
        }

        foreach (var store in failure.UnknownOutcomes)
        {
            await session.Sql("UPDATE rs_replicas SET late_write_at = @now WHERE version_id = @version AND store = @store")
                .With("version", failure.VersionId).With("store", store).ExecuteAsync().ConfigureAwait(false);
        }

        await WorkRows.QueueRemovalsAsync(session, failure.VersionId, session.Now).ConfigureAwait(false);
        await HistoryRows.AddAsync(session, failure.VersionId, HistoryEvent.Failed, reason: failure.Reason).ConfigureAwait(false);
        return true;
    }
}
