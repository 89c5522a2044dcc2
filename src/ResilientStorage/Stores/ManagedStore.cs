using System.Buffers;
using ResilientStorage.Resilience;

namespace ResilientStorage.Stores;

/// <summary>A store with its name, for one kind of work: every call is retried, described, and believed only when it is proved.</summary>
internal sealed class ManagedStore(string name, IObjectStore driver, StorePipeline pipeline, StoreWork work)
{
    public string Name => name;

    public IObjectStore Driver => driver;

    public ObjectStoreCapabilities Capabilities => driver.Capabilities;

    public StorePipeline Pipeline => pipeline;

    /// <summary>What its calls are for.</summary>
    public StoreWork Work => work;

    /// <summary>The same store, for calls of another kind.</summary>
    public ManagedStore For(StoreWork other) => other == work ? this : new ManagedStore(name, driver, pipeline, other);

    /// <summary>Throws when a call would be refused now: what several stores have to take is better not begun.</summary>
    /// <exception cref="StorageException">The store is left alone.</exception>
    public void ThrowIfLeftAlone(string operation, string objectKey)
    {
        if (pipeline.Breaker.IsLeftAlone)
        {
            throw pipeline.Refuse(new StoreCall(name, operation, objectKey), work);
        }
    }

    /// <summary>Runs a call of this store.</summary>
    public ValueTask<TResult> ExecuteAsync<TState, TResult>(string operation, string? key, StoreTries tries, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state, CancellationToken cancellationToken) =>
        pipeline.ExecuteAsync(new StoreCall(name, operation, key), work, tries, action, state, cancellationToken);

    /// <summary>Stores an object; a lost answer is settled by looking.</summary>
    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, WriteOutcome outcome, CancellationToken cancellationToken) =>
        WriteAsync("PutObject", objectKey, content.Length, outcome, static (state, token) => state.driver.PutAsync(state.objectKey, state.content, state.options, token), (driver, objectKey, content, options), cancellationToken);

    public Task<StoredObject> CopyAsync(ICopyingObjectStore copying, string sourceKey, string objectKey, long length, PutObjectOptions options, WriteOutcome outcome, CancellationToken cancellationToken) =>
        WriteAsync("CopyObject", objectKey, length, outcome, static (state, token) => state.copying.CopyAsync(state.sourceKey, state.objectKey, state.options, token), (copying, sourceKey, objectKey, options), cancellationToken);

    public Task<StoredObject> CompleteMultipartAsync(IMultipartObjectStore multipart, MultipartUpload upload, IReadOnlyList<StoredPart> parts, long length, WriteOutcome outcome, CancellationToken cancellationToken) =>
        WriteAsync("CompleteMultipartUpload", upload.ObjectKey, length, outcome, static (state, token) => state.multipart.CompleteMultipartAsync(state.upload, state.parts, token), (multipart, upload, parts), cancellationToken);

    public async Task<MultipartUpload> BeginMultipartAsync(IMultipartObjectStore multipart, string objectKey, long partSize, PutObjectOptions options, WriteOutcome outcome, CancellationToken cancellationToken) =>
        await TrackAsync("CreateMultipartUpload", objectKey, outcome, static (state, token) => state.multipart.BeginMultipartAsync(state.objectKey, state.partSize, state.options, token), (multipart, objectKey, partSize, options), cancellationToken).ConfigureAwait(false);

    /// <summary>Stores a part; one that the store has not proved is sent again.</summary>
    public async Task<StoredPart> PutPartAsync(IMultipartObjectStore multipart, MultipartUpload upload, int number, ReadOnlySequence<byte> content, WriteOutcome outcome, CancellationToken cancellationToken) =>
        await TrackAsync(
            "UploadPart",
            upload.ObjectKey,
            outcome,
            static async (state, token) =>
            {
                var part = await state.multipart.PutPartAsync(state.upload, state.number, state.content, token).ConfigureAwait(false);
                return part.Length == state.content.Length && part.ETag is { Length: > 0 }
                    ? part
                    : throw new StorageException(StorageErrorKind.Integrity, $"the store took {part.Length} of the {state.content.Length} bytes of part {state.number}, or did not prove it with an entity tag.") { IsTransient = true };
            },
            (multipart, upload, number, content),
            cancellationToken).ConfigureAwait(false);

    public async Task AbortMultipartAsync(IMultipartObjectStore multipart, MultipartUpload upload, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "AbortMultipartUpload",
            upload.ObjectKey,
            static async (state, token) =>
            {
                await state.multipart.AbortMultipartAsync(state.upload, token).ConfigureAwait(false);
                return true;
            },
            (multipart, upload),
            cancellationToken).ConfigureAwait(false);

    public async Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken) =>
        await ExecuteAsync("HeadObject", objectKey, static (state, token) => Await(state.driver.FindAsync(state.objectKey, token)), (driver, objectKey), cancellationToken).ConfigureAwait(false);

    /// <summary>Removes objects; the outcome is unknown when a try was not answered, so that it may still remove what is written later.</summary>
    public async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, WriteOutcome outcome, CancellationToken cancellationToken) =>
        await TrackAsync("DeleteObjects", objects.Count == 1 ? objects[0].ObjectKey : null, outcome, static (state, token) => state.driver.DeleteAsync(state.objects, token), (driver, objects), cancellationToken).ConfigureAwait(false);

    /// <summary>Frees unfinished uploads of exactly this key: they take up space, and neither a listing of objects nor a delete sees them.</summary>
    /// <returns>The error of one that could not be aborted; null when none is left.</returns>
    public async Task<StorageException?> AbortUploadsAsync(string objectKey, CancellationToken cancellationToken)
    {
        StorageException? error = null;
        if (driver is IMultipartObjectStore multipart)
        {
            var listed = await ListExactlyAsync(objectKey, cancellationToken).ConfigureAwait(false);
            foreach (var upload in listed.Uploads)
            {
                try
                {
                    await AbortMultipartAsync(multipart, upload, cancellationToken).ConfigureAwait(false);
                }
                catch (StorageException e)
                {
                    error = e;
                }
            }
        }

        return error;
    }

    /// <summary>Finds what a listing of exactly this key shows: an object, or unfinished uploads of it.</summary>
    public async Task<ListedKey> ListExactlyAsync(string objectKey, CancellationToken cancellationToken) =>
        await ExecuteAsync("ListObjects", objectKey, static (state, token) => ListExactlyAsync(state.driver, state.pipeline, state.objectKey, token), (driver, pipeline, objectKey), cancellationToken).ConfigureAwait(false);

    private static async ValueTask<ListedKey> ListExactlyAsync(IObjectStore driver, StorePipeline pipeline, string objectKey, CancellationToken cancellationToken)
    {
        var exists = false;
        await foreach (var entry in driver.ListAsync(objectKey, startAfter: null, cancellationToken).ConfigureAwait(false))
        {
            // In byte order a key comes before all that it is a prefix of.
            exists = string.Equals(entry.ObjectKey, objectKey, StringComparison.Ordinal);
            break;
        }

        var uploads = new List<MultipartUpload>();
        if (driver is IMultipartObjectStore multipart)
        {
            pipeline.Charge();
            await foreach (var upload in multipart.ListMultipartAsync(objectKey, cancellationToken).ConfigureAwait(false))
            {
                if (!string.Equals(upload.ObjectKey, objectKey, StringComparison.Ordinal))
                {
                    break;
                }

                uploads.Add(upload);
            }
        }

        return new ListedKey(exists, uploads);
    }

    private static async ValueTask<T> Await<T>(Task<T> task) => await task.ConfigureAwait(false);

    /// <summary>Notes every try, also one that a later try makes good, after which the store may still do what it was asked.</summary>
    private ValueTask<TResult> TrackAsync<TState, TResult>(string operation, string? key, WriteOutcome outcome, Func<TState, CancellationToken, Task<TResult>> action, TState state, CancellationToken cancellationToken) =>
        ExecuteAsync(
            operation,
            key,
            static async (run, token) =>
            {
                try
                {
                    return await run.action(run.state, token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not StorageException { MayHaveTakenEffect: false })
                {
                    run.outcome.IsUnknown = true;
                    throw;
                }
            },
            (action, state, outcome),
            cancellationToken);

    private ValueTask<TResult> ExecuteAsync<TState, TResult>(string operation, string? key, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state, CancellationToken cancellationToken) =>
        ExecuteAsync(operation, key, StoreTries.All, action, state, cancellationToken);

    private async Task<StoredObject> WriteAsync<TState>(string operation, string objectKey, long length, WriteOutcome outcome, Func<TState, CancellationToken, Task<StoredObject>> write, TState state, CancellationToken cancellationToken)
    {
        var attempt = new WriteAttempt<TState>(driver, pipeline, objectKey, length, outcome, write, state);
        var stored = await ExecuteAsync(operation, objectKey, static (attempt, token) => attempt.RunAsync(token), attempt, cancellationToken).ConfigureAwait(false);

        // A driver may have tried more than once by itself.
        outcome.IsUnknown |= stored.HadUnknownOutcome;
        return stored with { HadUnknownOutcome = outcome.IsUnknown };
    }
}
