using ResilientStorage.Invalidation;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Invalidation;

/// <summary>Writes what the sender has planned or heard, unless another has taken over.</summary>
internal static class RecordInvalidation
{
    public static async Task<bool> RunAsync(SqlSession session, InvalidationRecord record)
    {
        if (!await SenderLease.HoldsAsync(session, record.LeaseToken).ConfigureAwait(false))
        {
            return false;
        }

        foreach (var batch in record.Batches)
        {
            await BatchRows.WriteAsync(session, batch).ConfigureAwait(false);
        }

        await IntentRows.SettleAsync(session, record.Settled).ConfigureAwait(false);
        return true;
    }
}
