using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Sessions;

namespace ResilientStorage.Deletes;

/// <summary>Deletes: done when the ledger says so. The bytes follow.</summary>
internal sealed class DeleteOperation(IResourceLedger ledger, LedgerSession session, ResilientStorageOptions options, RemovalBell removalBell, WorkerBell workerBell)
{
    /// <summary>How many keys one transaction takes, so that a large delete does not hold the ledger's locks for long.</summary>
    private const int KeysPerTransaction = 100;

    public async Task DeleteAsync(string key, DeleteOptions delete, CancellationToken cancellationToken)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        var results = await DeleteAsync([key], delete, cancellationToken).ConfigureAwait(false);
        if (results[0].Error is { } error)
        {
            throw error;
        }
    }

    public async Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions delete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (delete.IfVersion is not null && keys.Count > 1)
        {
            throw new ArgumentException("IfVersion belongs to a single resource: use DeleteAsync.", nameof(delete));
        }

        var results = new List<DeleteResult>(keys.Count);
        foreach (var chunk in keys.Chunk(KeysPerTransaction))
        {
            results.AddRange(await DeleteChunkAsync(chunk, delete, cancellationToken).ConfigureAwait(false));
        }

        return new DeleteReport { Results = results };
    }

    private async Task<IEnumerable<DeleteResult>> DeleteChunkAsync(string[] keys, DeleteOptions delete, CancellationToken cancellationToken)
    {
        var refused = new DeleteResult?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!ResourceKey.IsValid(keys[i], out var problem))
            {
                refused[i] = new DeleteResult { Key = keys[i] ?? "", Error = new ArgumentException(problem) };
            }
        }

        var valid = keys.Where((_, i) => refused[i] is null).ToList();
        IReadOnlyList<DeleteResult> answers;
        try
        {
            answers = valid.Count == 0 ? [] : await DeleteAsync(valid, delete, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // One chunk's trouble is its keys' answer; the chunks before it are deleted.
            answers = [.. valid.Select(key => new DeleteResult { Key = key, Error = e })];
        }

        var next = 0;
        return refused.Select(result => result ?? answers[next++]).ToList();
    }

    private async Task<IReadOnlyList<DeleteResult>> DeleteAsync(IReadOnlyList<string> keys, DeleteOptions delete, CancellationToken cancellationToken)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var deletion = new ResourceDeletion
        {
            Keys = keys,
            IfVersion = delete.IfVersion,
            RemovalDelay = AtLeastGrace(delete.Retention ?? options.DeletedRetention),
            PublicRemovalDelay = AtLeastGrace(delete.Retention ?? TimeSpan.Zero),
        };
        var report = await ledger.DeleteAsync(deletion, cancellationToken).ConfigureAwait(false);
        removalBell.Ring([.. report.Results.Where(static result => result is { RemovalIsDue: true, VersionId: not null }).Select(static result => result.VersionId!.Value)]);
        workerBell.Ring();
        return report.Results;
    }

    private TimeSpan AtLeastGrace(TimeSpan retention) => retention > options.ReaderGrace ? retention : options.ReaderGrace;
}
