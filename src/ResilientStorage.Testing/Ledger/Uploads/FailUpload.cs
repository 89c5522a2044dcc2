using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class FailUpload
{
    public static bool Run(LedgerTransaction transaction, UploadFailure failure)
    {
        var version = transaction.Rows.FindVersion(failure.VersionId);
        if (version is null)
        {
            return false;
        }

        // Planted mistake: without the compare-and-set, an upload that another has settled meanwhile is failed all the same.
        var isHeld = version.State == VersionState.Pending && version.Epoch == failure.Epoch;
        if (!isHeld && !transaction.IsPlanted(LedgerMistakes.FailWithoutGuard))
        {
            return false;
        }

        foreach (var replica in version.Replicas.Where(replica => failure.UnknownOutcomes.Contains(replica.Store.Name)))
        {
            replica.LateWriteAt = transaction.Now;
        }

        transaction.EndUpload(version, VersionEnd.UploadFailed, HistoryEvent.Failed, failure.Reason);
        return true;
    }
}
