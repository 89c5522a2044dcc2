using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Uploads;

/// <summary>One store that an upload has to reach, with what it has taken so far.</summary>
internal sealed class UploadTarget(ManagedStore store, bool keyMayBeTaken = false)
{
    private readonly List<StoredPart> _parts = [];
    private MultipartUpload? _upload;

    public ManagedStore Store => store;

    /// <summary>Remembers whether a write of this upload may still land here.</summary>
    public WriteOutcome Outcome { get; } = new() { KeyMayBeTaken = keyMayBeTaken };

    /// <summary>What the store holds in the end; null until it is verified there.</summary>
    public StoredObject? Stored { get; private set; }

    public async Task PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken) =>
        Stored = await store.PutAsync(objectKey, content, options, Outcome, cancellationToken).ConfigureAwait(false);

    public async Task BeginAsync(string objectKey, int partSize, PutObjectOptions options, CancellationToken cancellationToken) =>
        _upload = await store.BeginMultipartAsync(Multipart, objectKey, partSize, options, Outcome, cancellationToken).ConfigureAwait(false);

    public async Task PutPartAsync(Part part, CancellationToken cancellationToken)
    {
        var stored = await store.PutPartAsync(Multipart, Upload, part.Number, part.Content, Outcome, cancellationToken).ConfigureAwait(false);
        lock (_parts)
        {
            _parts.Add(stored);
        }
    }

    public async Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        _parts.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        Stored = await store.CompleteMultipartAsync(Multipart, Upload, _parts, length, Outcome, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Frees what an upload in parts that will never be completed takes up; the caller decides what a failure means.</summary>
    public Task AbortAsync(CancellationToken cancellationToken) =>
        _upload is { } upload && Stored is null ? store.AbortMultipartAsync(Multipart, upload, cancellationToken) : Task.CompletedTask;

    private IMultipartObjectStore Multipart => (IMultipartObjectStore)store.Driver;

    private MultipartUpload Upload => _upload ?? throw new InvalidOperationException("The upload in parts has not begun.");
}
