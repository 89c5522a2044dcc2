using ResilientStorage.Ledger;
using ResilientStorage.Relational.Deletes;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Changes work that is not being done.</summary>
internal static class ChangeWork
{
    public static Task<int> RunAsync(SqlSession session, WorkChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Kind switch
        {
            WorkChangeKind.Told => NoteAsync(session, change, "told_at = @now, unreachable_at = NULL"),
            WorkChangeKind.QueueUnreachable => NoteAsync(session, change, "unreachable_at = @now, reason = @reason"),
            WorkChangeKind.RetryDead => RetryAsync(session, change),
            WorkChangeKind.DiscardDead => DiscardAsync(session, change),
            _ => throw new ArgumentException($"There is no change {change.Kind} of work.", nameof(change)),
        };
    }

    private static async Task<int> NoteAsync(SqlSession session, WorkChange change, string changes)
    {
        var noted = 0;
        foreach (var ids in SqlList.Texts(change.VersionIds).Chunk(SqlList.MaxCount))
        {
            var versions = await session.Sql($"""
                UPDATE rs_work SET {changes}
                WHERE instance = @instance AND kind = {WorkCode.Remove} AND dead = 0 AND subject IN ({SqlList.Names("version", ids.Length)})
                RETURNING subject
                """)
                .With("version", ids).With("reason", change.Reason).ListAsync(static row => row.Version(0)).ConfigureAwait(false);
            noted += versions.Count;
            foreach (var version in versions.Where(_ => change.Kind == WorkChangeKind.QueueUnreachable).Distinct().Order())
            {
                await HistoryRows.AddAsync(session, version, HistoryEvent.QueueUnreachable, reason: change.Reason).ConfigureAwait(false);
            }
        }

        return noted;
    }

    private static async Task<int> RetryAsync(SqlSession session, WorkChange change)
    {
        var dead = await DeadLettersAsync(session, change).ConfigureAwait(false);
        foreach (var letter in dead)
        {
            await session.Sql("UPDATE rs_work SET dead = 0, attempts = 0, due_at = @now WHERE work_id = @work AND dead = 1").With("work", letter.WorkId).ExecuteAsync().ConfigureAwait(false);
        }

        return dead.Count;
    }

    private static async Task<int> DiscardAsync(SqlSession session, WorkChange change)
    {
        var dead = await DeadLettersAsync(session, change).ConfigureAwait(false);
        await RowLocks.TakeForgottenAsync(session, dead.Select(static letter => letter.VersionId)).ConfigureAwait(false);
        await RowLocks.TakeVersionsAsync(session, dead.Select(static letter => letter.VersionId)).ConfigureAwait(false);
        await RowLocks.TakeWorkAsync(session, dead.Select(static letter => letter.WorkId)).ConfigureAwait(false);
        if (session.Dialect.LocksRows)
        {
            // What another has retried or discarded since it was read is no dead letter any more.
            dead = await DeadLettersAsync(session, change with { WorkIds = [.. dead.Select(static letter => letter.WorkId)] }).ConfigureAwait(false);
        }

        foreach (var letter in dead)
        {
            var reason = change.Reason ?? letter.Reason;
            await WorkRows.DeleteAsync(session, letter.WorkId).ConfigureAwait(false);
            await session.Sql($"UPDATE rs_replicas SET state = {ReplicaCode.Abandoned}, epoch = epoch + 1, reason = @reason WHERE version_id = @version AND store = @store")
                .With("version", letter.VersionId).With("store", letter.Store).With("reason", reason).ExecuteAsync().ConfigureAwait(false);
            await HistoryRows.AddAsync(session, letter.VersionId, HistoryEvent.ReplicaAbandoned, letter.Store, reason).ConfigureAwait(false);
            await PurgedVersions.SettleAsync(session, letter.VersionId).ConfigureAwait(false);
        }

        return dead.Count;
    }

    private static async Task<List<DeadLetter>> DeadLettersAsync(SqlSession session, WorkChange change)
    {
        // Only removals become dead letters.
        var dead = await session.Sql($"SELECT work_id, subject, store, reason FROM rs_work WHERE instance = @instance AND kind = {WorkCode.Remove} AND dead = 1 ORDER BY work_id")
            .ListAsync(static row => new DeadLetter(row.GetInt64(0), row.Version(1), row.GetString(2), row.TextOrNull(3))).ConfigureAwait(false);
        var chosen = change.WorkIds?.ToHashSet();
        return chosen is null ? dead : dead.FindAll(letter => chosen.Contains(letter.WorkId));
    }

    private sealed record DeadLetter(long WorkId, VersionId VersionId, string Store, string? Reason);
}
