using System.Buffers;
using System.Runtime.CompilerServices;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>A store around another one that goes wrong where its plan says so. Made by <see cref="Wrap"/>, it has abilities of the store inside, and no others, though not always all of them. Thread-safe.</summary>
public class FaultInjectingObjectStore : IObjectStore
{
    private protected FaultInjectingObjectStore(IObjectStore inner, StoreFaultPlan faults)
    {
        Inner = inner;
        Faults = faults;
    }

    /// <summary>What goes wrong, and the calls seen.</summary>
    public StoreFaultPlan Faults { get; }

    /// <summary>The store inside.</summary>
    public IObjectStore Inner { get; }

    /// <inheritdoc/>
    public ObjectStoreCapabilities Capabilities => Inner.Capabilities;

    /// <summary>Puts a plan of faults around a store.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="faults">The plan; by default one without rules, to which they can be added later.</param>
    /// <returns>
    /// The store with faults. It is an <see cref="IMultipartObjectStore"/> and an <see cref="ICopyingObjectStore"/> where <paramref name="inner"/> is, and an <see cref="IPresigningObjectStore"/>
    /// only where that is all three: one that signs but takes no parts or does not copy loses the signing. It is never an <see cref="IBucketTagStore"/>. Ask <see cref="Inner"/> for what is lost.
    /// </returns>
    public static FaultInjectingObjectStore Wrap(IObjectStore inner, StoreFaultPlan? faults = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        faults ??= new StoreFaultPlan();
        return (inner as IMultipartObjectStore, inner as ICopyingObjectStore) switch
        {
            ({ } multipart, { } copying) when inner is IPresigningObjectStore presigning => new FaultInjectingPresigningObjectStore(multipart, copying, presigning, faults),
            ({ } multipart, { } copying) => new FaultInjectingFullObjectStore(multipart, copying, faults),
            ({ } multipart, null) => new FaultInjectingMultipartObjectStore(multipart, faults),
            (null, { } copying) => new FaultInjectingCopyingObjectStore(copying, faults),
            _ => new FaultInjectingObjectStore(inner, faults),
        };
    }

    /// <inheritdoc/>
    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync(
            StoreOperation.Put,
            [objectKey],
            faults => Inner.PutAsync(objectKey, faults.Stored(content), options, cancellationToken),
            () => new StoredObject { Length = content.Length },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default)
    {
        var faults = Faults.Meet(StoreOperation.OpenRead, [objectKey], null);
        await faults.BeforeAsync(cancellationToken).ConfigureAwait(false);
        if (faults.Lies)
        {
            throw faults.Error(StorageErrorKind.NotFound, "An injected lie: there is no such object.");
        }

        var download = await Inner.OpenReadAsync(objectKey, range, cancellationToken).ConfigureAwait(false);
        if (faults.AnswerLost() is { } error)
        {
            await download.DisposeAsync().ConfigureAwait(false);
            throw error;
        }

        return faults.Read(download);
    }

    /// <inheritdoc/>
    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) =>
        CallAsync<ObjectHead?>(StoreOperation.Find, [objectKey], _ => Inner.FindAsync(objectKey, cancellationToken), static () => null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return CallAsync<IReadOnlyList<ObjectDeletion>>(
            StoreOperation.Delete,
            [.. objects.Select(static item => item.ObjectKey)],
            faults => DeleteAsync(objects, faults, cancellationToken),
            () => [.. objects.Select(static item => new ObjectDeletion(item.ObjectKey))],
            cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default) =>
        EnumerateAsync(StoreOperation.List, prefix, () => Inner.ListAsync(prefix, startAfter, cancellationToken), cancellationToken);

    private protected async Task<T> CallAsync<T>(
        StoreOperation operation, IReadOnlyList<string> keys, Func<StoreCallFaults, Task<T>> call, Func<T> lie, CancellationToken cancellationToken, int? part = null)
    {
        var faults = Faults.Meet(operation, keys, part);
        await faults.BeforeAsync(cancellationToken).ConfigureAwait(false);
        if (faults.Lies)
        {
            return lie();
        }

        var answer = await call(faults).ConfigureAwait(false);
        return faults.AnswerLost() is { } error ? throw error : answer;
    }

    private protected async IAsyncEnumerable<T> EnumerateAsync<T>(
        StoreOperation operation, string prefix, Func<IAsyncEnumerable<T>> inner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var faults = Faults.Meet(operation, [prefix], null);
        await faults.BeforeAsync(cancellationToken).ConfigureAwait(false);
        if (faults.Lies)
        {
            yield break;
        }

        var left = faults.EntryLimit ?? long.MaxValue;
        await foreach (var item in inner().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (left-- == 0)
            {
                throw faults.Error(StorageErrorKind.Unavailable, "An injected failure: the listing broke off.");
            }

            yield return item;
        }

        if (faults.AnswerLost() is { } error)
        {
            throw error;
        }
    }

    private async Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, StoreCallFaults faults, CancellationToken cancellationToken)
    {
        var refused = objects.Select(item => faults.Refusal(item.ObjectKey)).ToList();
        var deleted = await Inner.DeleteAsync([.. objects.Where((_, index) => refused[index] is null)], cancellationToken).ConfigureAwait(false);
        var next = 0;
        return [.. refused.Select((error, index) => error is null ? deleted[next++] : new ObjectDeletion(objects[index].ObjectKey, error))];
    }
}
