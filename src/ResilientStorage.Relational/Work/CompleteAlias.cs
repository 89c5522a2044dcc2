using ResilientStorage.Ledger;
using ResilientStorage.Relational.Invalidation;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>The end of a try to make an alias equal to the ledger: compared with what the ledger says by now.</summary>
internal static class CompleteAlias
{
    public static async Task RunAsync(SqlSession session, HeldWork work, LedgerWorkResult result)
    {
        var mayWriteLate = work.MayWriteLate || result.HadUnknownOutcome;
        if (result.Outcome != WorkOutcome.Done)
        {
            await CompleteWork.RetryAsync(session, work, result).ConfigureAwait(false);
            await session.Sql("UPDATE rs_work SET may_write_late = @late WHERE work_id = @work")
                .With("work", work.WorkId).With("late", mayWriteLate ? 1 : 0).ExecuteAsync().ConfigureAwait(false);
            return;
        }

        if (result.Invalidate && await FindMainAsync(session).ConfigureAwait(false) is { } main)
        {
            // Whatever the alias shows by now: what it showed before is out of date.
            await IntentRows.AddAsync(session, main, work.Subject, isRemoval: result.AliasVersion is null).ConfigureAwait(false);
        }

        var alias = await FindAsync(session, work.Subject).ConfigureAwait(false);
        var compareAt = mayWriteLate ? session.After(result.LateWriteGrace) : work.CompareAgainAt;
        if (result.AliasVersion != alias.Wanted)
        {
            await WaitAsync(session, work, session.Now, compareAt).ConfigureAwait(false);
        }
        else if (compareAt > work.ClaimedAt)
        {
            await WaitAsync(session, work, compareAt.Value, compareAt).ConfigureAwait(false);
        }
        else
        {
            await FinishAsync(session, work, alias.IsEnded).ConfigureAwait(false);
        }
    }

    private static async Task<AliasState> FindAsync(SqlSession session, string aliasKey) =>
        await session.Sql($"""
            SELECT l.version_id, a.wanted FROM rs_aliases a
            LEFT JOIN rs_versions l ON l.resource_id = a.resource_id AND l.state = {VersionCode.Live} AND a.wanted = 1
            WHERE a.instance = @instance AND a.alias_key = @alias
            """)
            .With("alias", aliasKey).FirstAsync(static row => new AliasState(row.VersionOrNull(0), !row.Flag(1))).ConfigureAwait(false)
        ?? new AliasState(null, IsEnded: true);

    private static Task<string?> FindMainAsync(SqlSession session) =>
        session.Sql($"SELECT name FROM rs_stores WHERE instance = @instance AND role = {StoreCode.Main}").FirstAsync(static row => row.GetString(0));

    private static Task<int> WaitAsync(SqlSession session, HeldWork work, long dueAt, long? compareAt) =>
        session.Sql("UPDATE rs_work SET due_at = @due, compare_again_at = @compare, may_write_late = 0, attempts = 0, lease_until = NULL WHERE work_id = @work")
            .With("work", work.WorkId).With("due", dueAt).With("compare", compareAt).ExecuteAsync();

    private static async Task FinishAsync(SqlSession session, HeldWork work, bool isEnded)
    {
        await WorkRows.DeleteAsync(session, work.WorkId).ConfigureAwait(false);
        if (isEnded)
        {
            await session.Sql("DELETE FROM rs_aliases WHERE instance = @instance AND alias_key = @alias").With("alias", work.Subject).ExecuteAsync().ConfigureAwait(false);
        }
    }

    private sealed record AliasState(VersionId? Wanted, bool IsEnded);
}
