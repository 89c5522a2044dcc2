using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class CompleteAlias
{
    public static void Run(LedgerTransaction transaction, WorkRow work, LedgerWorkResult result)
    {
        var alias = work.Alias!;
        work.MayHaveLateWrite |= result.HadUnknownOutcome;
        if (result.Outcome != WorkOutcome.Done)
        {
            CompleteWork.Retry(transaction, work, result);
            return;
        }

        if (result.Invalidate && transaction.Rows.Main is { } main)
        {
            InvalidationIntents.Add(transaction, main, alias.ObjectKey, isRemoval: result.AliasVersion is null);
        }

        work.Attempts = 0;
        if (work.MayHaveLateWrite)
        {
            work.MayHaveLateWrite = false;
            work.CompareAgainAt = transaction.Now + result.LateWriteGrace;
        }

        if (result.AliasVersion != alias.Wanted?.Id)
        {
            work.DueAt = transaction.Now;
        }
        else if (work.CompareAgainAt > work.ClaimedAt)
        {
            work.DueAt = work.CompareAgainAt.Value;
        }
        else
        {
            Finish(transaction, alias);
        }
    }

    private static void Finish(LedgerTransaction transaction, AliasRow alias)
    {
        transaction.Remove(alias.Work);
        if (alias.IsEnded)
        {
            transaction.Rows.Aliases.Remove(alias.ObjectKey);
        }
    }
}
