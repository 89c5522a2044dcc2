using System.Buffers;
using System.Runtime.CompilerServices;

using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Stores;

namespace ResilientStorage.Simulation.Stores;

/// <summary>A store as one node reaches it: every call is an event, with the faults that the policy decides.</summary>
internal sealed class SimObjectStore(SimNetwork network, SimNode node, SimStore store) : IMultipartObjectStore, ICopyingObjectStore
{
    private const int PageSize = 8;

    public ObjectStoreCapabilities Capabilities => store.Capabilities;

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync("Put", objectKey, isWrite: true, bytes => store.Inner.PutAsync(objectKey, bytes, options), content, () => store.Wrote(objectKey), cancellationToken);

    public async Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default)
    {
        var (bytes, objectLength) = await CallAsync("OpenRead", objectKey, isWrite: false, _ => ReadInnerAsync(objectKey, range), default, null, cancellationToken).ConfigureAwait(false);
        var info = new CallInfo(node, network.Calls, CallTarget.Body, store.Name, "Body", objectKey, IsWrite: false);
        var body = new SimBodyStream(network, info, bytes, network.Policy.DecideBody(info, bytes.Length));
        return new ObjectDownload(body, bytes.Length, objectLength);
    }

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) =>
        CallAsync("Find", objectKey, isWrite: false, _ => store.Inner.FindAsync(objectKey), default, null, cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default) =>
        CallAsync("Delete", string.Join(' ', objects.Select(static o => o.ObjectKey)), isWrite: true, _ => store.Inner.DeleteAsync(objects), default, () => Removed(objects), cancellationToken);

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var after = startAfter;
            var page = await CallAsync("List", $"{prefix}>{after}", isWrite: false, _ => PageAsync(store.Inner.ListAsync(prefix, after)), default, null, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page)
            {
                yield return entry;
                startAfter = entry.ObjectKey;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync("BeginMultipart", objectKey, isWrite: true, _ => store.Inner.BeginMultipartAsync(objectKey, partSize, options), default, null, cancellationToken);

    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default) =>
        CallAsync("PutPart", $"{upload.ObjectKey}/{number}", isWrite: true, bytes => store.Inner.PutPartAsync(upload, number, bytes), content, null, cancellationToken);

    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default) =>
        CallAsync("CompleteMultipart", upload.ObjectKey, isWrite: true, _ => store.Inner.CompleteMultipartAsync(upload, parts), default, () => store.Wrote(upload.ObjectKey), cancellationToken);

    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default) =>
        CallAsync("AbortMultipart", upload.ObjectKey, isWrite: true, _ => AbortInnerAsync(upload), default, null, cancellationToken);

    public async IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var uploads = await CallAsync("ListMultipart", prefix, isWrite: false, _ => Task.FromResult(Effects.Now(store.Inner.ListMultipartAsync(prefix))), default, null, cancellationToken).ConfigureAwait(false);
        foreach (var upload in uploads)
        {
            yield return upload;
        }
    }

    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default) =>
        CallAsync("Copy", $"{sourceKey} to {destinationKey}", isWrite: true, _ => store.Copying.CopyAsync(sourceKey, destinationKey, options), default, () => store.Wrote(destinationKey), cancellationToken);

    private Task<T> CallAsync<T>(string operation, string detail, bool isWrite, Func<ReadOnlySequence<byte>, Task<T>> call, ReadOnlySequence<byte> content, Action? written, CancellationToken cancellationToken)
    {
        Action<Exception?>? after = written is null ? null : error =>
        {
            if (error is null)
            {
                written();
            }
        };
        return network.CallAsync(node, CallTarget.Store, store.Name, operation, detail, isWrite, new StoreCall<T>(store.Name, operation, detail, call, content, after), cancellationToken);
    }

    private void Removed(IReadOnlyList<ObjectToDelete> objects)
    {
        foreach (var removed in objects)
        {
            store.Changed?.Invoke(removed.ObjectKey);
        }
    }

    private async Task<(byte[] Bytes, long ObjectLength)> ReadInnerAsync(string objectKey, ByteRange? range)
    {
        await using var download = await store.Inner.OpenReadAsync(objectKey, range).ConfigureAwait(false);
        var bytes = new byte[download.ContentLength];
        await download.Content.ReadExactlyAsync(bytes).ConfigureAwait(false);
        return (bytes, download.ObjectLength);
    }

    private static async Task<List<ObjectEntry>> PageAsync(IAsyncEnumerable<ObjectEntry> entries)
    {
        var page = new List<ObjectEntry>(PageSize);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            page.Add(entry);
            if (page.Count == PageSize)
            {
                break;
            }
        }

        return page;
    }

    private async Task<bool> AbortInnerAsync(MultipartUpload upload)
    {
        await store.Inner.AbortMultipartAsync(upload).ConfigureAwait(false);
        return true;
    }
}
