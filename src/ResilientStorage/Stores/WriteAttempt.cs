using ResilientStorage.Resilience;

namespace ResilientStorage.Stores;

/// <summary>
/// One try of writing a whole object. An answer that proves nothing, and an error after which the write may have taken effect, are settled by
/// looking: keys of replicas are never reused, so an object with the right length is ours, unless the key is known to have been taken before.
/// </summary>
internal sealed class WriteAttempt<TState>(IObjectStore driver, StorePipeline pipeline, string objectKey, long length, WriteOutcome outcome, Func<TState, CancellationToken, Task<StoredObject>> write, TState state)
{
    private bool _mayHaveLanded;

    public async ValueTask<StoredObject> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stored = await write(state, cancellationToken).ConfigureAwait(false);
            if (stored.ETag is { Length: > 0 } && stored.Length == length)
            {
                return stored;
            }

            return await FindAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new StorageException(StorageErrorKind.Unknown, "the store answered success, but the object is not there with all its bytes. Check that the endpoint is the store itself and not a proxy's page.");
        }
        catch (StorageException e) when (e.MayHaveTakenEffect || (_mayHaveLanded && e.Kind is StorageErrorKind.NotFound or StorageErrorKind.PreconditionFailed or StorageErrorKind.AlreadyExists))
        {
            // The second case is an echo of the first: an upload that a lost try has completed is no longer there to complete.
            _mayHaveLanded = true;
            outcome.IsUnknown = true;
            if (await FindAfterErrorAsync(cancellationToken).ConfigureAwait(false) is { } landed)
            {
                return landed;
            }

            throw;
        }
        catch (Exception e) when (e is not StorageException)
        {
            _mayHaveLanded = true;
            outcome.IsUnknown = true;
            throw;
        }
    }

    private async Task<StoredObject?> FindAfterErrorAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // The store that lost the answer often cannot be asked either: the first error says more.
            return null;
        }
    }

    private async Task<StoredObject?> FindAsync(CancellationToken cancellationToken)
    {
        if (outcome.KeyMayBeTaken)
        {
            return null;
        }

        pipeline.Charge();
        var head = await driver.FindAsync(objectKey, cancellationToken).ConfigureAwait(false);
        return head?.Length == length
            ? new StoredObject { Length = length, ETag = head.ETag, ProviderVersionId = head.ProviderVersionId }
            : null;
    }
}
