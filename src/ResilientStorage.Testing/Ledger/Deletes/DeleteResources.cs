using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class DeleteResources
{
    public static DeleteReport Run(LedgerTransaction transaction, ResourceDeletion deletion)
    {
        if (deletion.IfVersion is not null && deletion.Keys.Count != 1)
        {
            throw new ArgumentException($"IfVersion goes with a single key, not with {deletion.Keys.Count}.", nameof(deletion));
        }

        return new DeleteReport { Results = [.. deletion.Keys.Select(key => Delete(transaction, deletion, key)).ToList()] };
    }

    private static DeleteResult Delete(LedgerTransaction transaction, ResourceDeletion deletion, string key)
    {
        var resource = transaction.Rows.FindResource(key);
        if (resource?.Live is not { } live || (deletion.IfVersion is { } expected && live.Id != expected))
        {
            return new DeleteResult { Key = key, Error = new ResourceNotFoundException(key) };
        }

        var delay = live.Intent.Access == ResourceAccess.PublicRead ? deletion.PublicRemovalDelay : deletion.RemovalDelay;
        transaction.EndLive(live, VersionEnd.Deleted, HistoryEvent.Deleted, transaction.Now + delay);
        transaction.QueueAlias(resource.Alias);
        return new DeleteResult
        {
            Key = key,
            VersionId = live.Id,
            RemovalDueAt = transaction.Now + delay,
            RemovalIsDue = delay <= TimeSpan.Zero,
        };
    }
}
