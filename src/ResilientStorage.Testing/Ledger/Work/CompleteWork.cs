using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CompleteWork
{
    /// <returns>How many results came in time.</returns>
    public static int Run(LedgerTransaction transaction, IReadOnlyList<LedgerWorkResult> results)
    {
        foreach (var result in results)
        {
            if (result.Found is not (null or ReplicaState.Missing or ReplicaState.Corrupt))
            {
                throw new ArgumentException($"A repair that failed finds its replica Missing or Corrupt, not {result.Found}.", nameof(results));
            }
        }

        var recorded = 0;
        foreach (var result in results)
        {
            if (FindHeld(transaction, result) is { } work)
            {
                Complete(transaction, work, result);
                recorded++;
            }
        }

        return recorded;
    }

    private static WorkRow? FindHeld(LedgerTransaction transaction, LedgerWorkResult result)
    {
        var work = transaction.Rows.Work.GetValueOrDefault(result.WorkId);

        // Planted mistake: a worker that lost its lease overrules the one that took over.
        var isHeld = work?.LeaseUntil is not null && (work.Epoch == result.Epoch || transaction.IsPlanted(LedgerMistakes.CompleteIgnoresEpoch));
        return isHeld ? work : null;
    }

    private static void Complete(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        work.LeaseUntil = null;
        switch (work.Kind)
        {
            case WorkKind.Remove:
                CompleteRemoval.Run(transaction, work, result);
                break;
            case WorkKind.Repair:
                CompleteRepair.Run(transaction, work, result);
                break;
            default:
                CompleteAlias.Run(transaction, work, result);
                break;
        }
    }

    /// <summary>Leaves an item to another try.</summary>
    public static void Retry(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        work.DueAt = transaction.Now + result.RetryAfter;
        work.Attempts += result.Counted ? 1 : 0;
        work.Reason = result.Reason;
        work.FailedAt = transaction.Now;
    }
}
