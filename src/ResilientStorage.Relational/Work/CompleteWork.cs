using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>Records how claimed work ended, each as a compare-and-set on its epoch.</summary>
internal static class CompleteWork
{
    public static async Task<int> RunAsync(SqlSession session, IReadOnlyList<LedgerWorkResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.FirstOrDefault(static result => result.Found is not (null or ReplicaState.Missing or ReplicaState.Corrupt)) is { } wrong)
        {
            throw new ArgumentException($"A repair that failed finds its replica Missing or Corrupt, not {wrong.Found}.", nameof(results));
        }

        var workIds = results.Select(static result => result.WorkId).ToList();
        await RowLocks.TakeForgottenOfWorkAsync(session, workIds).ConfigureAwait(false);
        await RowLocks.TakeVersionsOfWorkAsync(session, workIds).ConfigureAwait(false);
        await RowLocks.TakeWorkAsync(session, workIds).ConfigureAwait(false);
        var recorded = 0;
        foreach (var result in results)
        {
            if (await HeldWork.FindAsync(session, result).ConfigureAwait(false) is { } work)
            {
                recorded++;
                await CompleteAsync(session, work, result).ConfigureAwait(false);
            }
        }

        return recorded;
    }

    /// <summary>The item is to be tried again.</summary>
    public static Task<int> RetryAsync(SqlSession session, HeldWork work, LedgerWorkResult result, bool isDead = false) =>
        session.Sql("""
            UPDATE rs_work SET due_at = @due, attempts = attempts + @counted, dead = @dead, reason = @reason, failed_at = @now, lease_until = NULL
            WHERE work_id = @work
            """)
            .With("work", work.WorkId).With("due", session.After(result.RetryAfter)).With("counted", result.Counted ? 1 : 0)
            .With("dead", isDead ? 1 : 0).With("reason", result.Reason).ExecuteAsync();

    private static Task CompleteAsync(SqlSession session, HeldWork work, LedgerWorkResult result) => work.Kind switch
    {
        WorkKind.Remove => CompleteRemoval.RunAsync(session, work, result),
        WorkKind.Repair => CompleteRepair.RunAsync(session, work, result),
        _ => CompleteAlias.RunAsync(session, work, result),
    };
}
