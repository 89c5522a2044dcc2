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
        ThrowIfVersionOfMany(keys, delete);
        var results = new List<DeleteResult>(keys.Count);
        foreach (var chunk in keys.Chunk(KeysPerTransaction))
        {
            results.AddRange(await DeleteChunkAsync(chunk, delete, cancellationToken).ConfigureAwait(false));
        }

        return new DeleteReport { Results = results };
    }

    /// <summary>All keys in one call: the host's transaction is one, however long. Nobody is told, because the host's commit is still to come; the worker finds what it has left.</summary>
    public async Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, LedgerTransaction transaction, DeleteOptions delete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(transaction);
        ThrowIfVersionOfMany(keys, delete);
        var transactional = HostLedger.Of(ledger);
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var results = await DeleteValidAsync(
            [.. keys],
            async valid => (await transactional.DeleteAsync(Describe(valid, delete), transaction, cancellationToken).ConfigureAwait(false)).Results).ConfigureAwait(false);
        return new DeleteReport { Results = [.. results] };
    }

    private Task<IEnumerable<DeleteResult>> DeleteChunkAsync(string[] keys, DeleteOptions delete, CancellationToken cancellationToken) =>
        DeleteValidAsync(keys, async valid =>
        {
            try
            {
                return await DeleteAsync(valid, delete, cancellationToken).ConfigureAwait(false);
            }
            catch (LedgerException e)
            {
                // One chunk's trouble is its keys' answer; the chunks before it are deleted.
                return [.. valid.Select(key => new DeleteResult { Key = key, Error = e })];
            }
        });

    private static async Task<IEnumerable<DeleteResult>> DeleteValidAsync(string[] keys, Func<IReadOnlyList<string>, Task<IReadOnlyList<DeleteResult>>> deleteAsync)
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
        var answers = valid.Count == 0 ? [] : await deleteAsync(valid).ConfigureAwait(false);
        var next = 0;
        return refused.Select(result => result ?? answers[next++]).ToList();
    }

    private async Task<IReadOnlyList<DeleteResult>> DeleteAsync(IReadOnlyList<string> keys, DeleteOptions delete, CancellationToken cancellationToken)
    {
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var report = await ledger.DeleteAsync(Describe(keys, delete), cancellationToken).ConfigureAwait(false);
        removalBell.Ring([.. report.Results.Where(static result => result is { RemovalIsDue: true, VersionId: not null }).Select(static result => result.VersionId!.Value)]);
        workerBell.Ring();
        return report.Results;
    }

    private ResourceDeletion Describe(IReadOnlyList<string> keys, DeleteOptions delete) => new()
    {
        Keys = keys,
        IfVersion = delete.IfVersion,
        RemovalDelay = AtLeastGrace(delete.Retention ?? options.DeletedRetention),
        PublicRemovalDelay = AtLeastGrace(delete.Retention ?? TimeSpan.Zero),
    };

    private static void ThrowIfVersionOfMany(IReadOnlyCollection<string> keys, DeleteOptions delete)
    {
        if (delete.IfVersion is not null && keys.Count > 1)
        {
            throw new ArgumentException("IfVersion belongs to a single resource: use DeleteAsync.", nameof(delete));
        }
    }

    private TimeSpan AtLeastGrace(TimeSpan retention) => retention > options.ReaderGrace ? retention : options.ReaderGrace;
}
