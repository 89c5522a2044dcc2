using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Work;

namespace ResilientStorage.Deletes;

/// <summary>The part of a round of removals that concerns one store.</summary>
internal sealed class StoreRemoval(WorkContext context, OpenedLedger opened, string storeName, IReadOnlyList<LedgerWork> work, StoreWork purpose)
{
    private readonly ManagedStore _store = opened.FindStore(storeName, purpose)
        ?? throw new InvalidOperationException($"Work of the store '{storeName}' was claimed, which this node does not know.");

    public async Task<IReadOnlyList<LedgerWorkResult>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await opened.FindOwnership(storeName)!.EnsureWritableAsync(purpose, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e)
        {
            return [.. work.Select(item => DarkStore(item, e))];
        }

        var results = new List<LedgerWorkResult>(work.Count);
        foreach (var batch in work.Chunk(_store.Capabilities.MaxDeleteBatch))
        {
            results.AddRange(await RemoveAsync(batch, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<IReadOnlyList<LedgerWorkResult>> RemoveAsync(LedgerWork[] batch, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, StorageException>(StringComparer.Ordinal);
        try
        {
            foreach (var item in batch.Where(static item => item.MayHaveLateWrites))
            {
                if (await _store.AbortUploadsAsync(item.ObjectKey, cancellationToken).ConfigureAwait(false) is { } error)
                {
                    errors[item.ObjectKey] = error;
                }
            }

            var answers = await _store.DeleteAsync([.. batch.Select(static item => new ObjectToDelete(item.ObjectKey))], new WriteOutcome(), cancellationToken).ConfigureAwait(false);
            var isDark = answers.Count > 0 && answers.All(static answer => answer.Error is { } error && IsDark(error));
            return [.. batch.Select(item => isDark ? DarkStore(item, answers[0].Error!) : Judge(item, answers, errors))];
        }
        catch (StorageException e) when (IsDark(e))
        {
            // Nobody is there: that says nothing about these objects and does not use up their tries.
            return [.. batch.Select(item => DarkStore(item, e))];
        }
        catch (StorageException) when (batch.Length > 1)
        {
            // One item that the store refuses must not keep the others: each is tried by itself.
            var results = new List<LedgerWorkResult>(batch.Length);
            foreach (var item in batch)
            {
                results.AddRange(await RemoveAsync([item], cancellationToken).ConfigureAwait(false));
            }

            return results;
        }
        catch (StorageException e)
        {
            return [.. batch.Select(item => Failed(item, e))];
        }
    }

    private static bool IsDark(StorageException error) => error.Kind is StorageErrorKind.Unavailable or StorageErrorKind.Timeout or StorageErrorKind.Throttled;

    private LedgerWorkResult Judge(LedgerWork item, IReadOnlyList<ObjectDeletion> answers, Dictionary<string, StorageException> errors)
    {
        var answer = answers.FirstOrDefault(answer => answer.ObjectKey == item.ObjectKey);
        var error = answer is null
            ? new StorageException(StorageErrorKind.Unknown, $"Store '{storeName}' did not say what became of '{item.ObjectKey}'.")
            : answer.Error ?? errors.GetValueOrDefault(item.ObjectKey);
        return error is null
            ? new LedgerWorkResult { WorkId = item.WorkId, Epoch = item.Epoch, Outcome = WorkOutcome.Done, LateWriteGrace = context.Options.LateWriteGrace, Invalidate = IsToBeTold(item), InvalidateIfPurged = IsSeen }
            : Failed(item, error);
    }

    // Viewers reach only what lies in the main store.
    private bool IsSeen => context.Invalidation is not null && opened.IsMain(storeName);

    private bool IsToBeTold(LedgerWork item) => IsSeen
        && (item.VersionEnd is VersionEnd.Deleted or VersionEnd.Purged || (item.VersionEnd == VersionEnd.Superseded && context.Invalidation!.InvalidatesSuperseded));

    private LedgerWorkResult Failed(LedgerWork item, StorageException error)
    {
        var isDead = item.Attempts >= context.Options.RemovalRetries;
        context.Logger.RemovalFailed(error, item.VersionId, storeName, item.Attempts + 1);
        return new LedgerWorkResult
        {
            WorkId = item.WorkId,
            Epoch = item.Epoch,
            Outcome = isDead ? WorkOutcome.Dead : WorkOutcome.Retry,
            RetryAfter = context.RetryDelay(item.Attempts),
            Reason = error.Message,
        };
    }

    private LedgerWorkResult DarkStore(LedgerWork item, StorageException error)
    {
        context.Logger.StoreDark(error, storeName);
        return new LedgerWorkResult
        {
            WorkId = item.WorkId,
            Epoch = item.Epoch,
            Outcome = WorkOutcome.Retry,
            Counted = false,
            RetryAfter = context.RetryDelay(item.Attempts),
            Reason = error.Message,
        };
    }
}
