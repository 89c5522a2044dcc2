using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <content>Uploads in parts.</content>
public sealed partial class InMemoryObjectStore
{
    /// <summary>How many uploads in parts are unfinished.</summary>
    public int UnfinishedUploads
    {
        get
        {
            lock (_gate)
            {
                return _uploads.Count;
            }
        }
    }

    /// <inheritdoc/>
    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        return Answer(() => Begin(objectKey, partSize, options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Answer(() => Put(upload, number, content), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(parts);
        return Answer(() => Complete(upload, parts), cancellationToken);
    }

    /// <inheritdoc/>
    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Answer(() => Abort(upload), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Enumerate(() => Uploads(prefix), cancellationToken);
    }

    private MultipartUpload Begin(string objectKey, long partSize, PutObjectOptions options)
    {
        InMemoryObjectKey.ThrowIfInvalid(objectKey, "BeginMultipart");
        lock (_gate)
        {
            // Padded, so that uploads of one key are listed in the order in which they began.
            var upload = new MultipartUpload(objectKey, string.Create(CultureInfo.InvariantCulture, $"upload-{++_uploadsBegun:D8}"), partSize);
            _uploads.Add(upload.UploadId, new InMemoryUpload(upload, options));
            return upload;
        }
    }

    private StoredPart Put(MultipartUpload upload, int number, ReadOnlySequence<byte> content)
    {
        if (number < 1 || number > Capabilities.MaxParts || content.Length > upload.PartSize)
        {
            throw new StorageException(
                StorageErrorKind.InvalidRequest,
                $"Part {number} of {content.Length} bytes is refused: numbers go from 1 to {Capabilities.MaxParts}, and no part of this upload has more than {upload.PartSize} bytes.")
            {
                Operation = "PutPart",
                Key = upload.ObjectKey,
            };
        }

        var bytes = content.ToArray();
        var part = new InMemoryPart(bytes, Hash(bytes));
        lock (_gate)
        {
            Unfinished(upload, "PutPart").Put(number, part);
        }

        return new StoredPart(number, bytes.Length, part.ETag);
    }

    private StoredObject Complete(MultipartUpload upload, IReadOnlyList<StoredPart> parts)
    {
        lock (_gate)
        {
            var unfinished = Unfinished(upload, "CompleteMultipart");
            var content = unfinished.Join(parts, Capabilities);
            var tag = string.Create(CultureInfo.InvariantCulture, $"{Hash(Encoding.ASCII.GetBytes(string.Concat(parts.Select(static part => part.ETag))))}-{parts.Count}");
            var stored = Keep(upload.ObjectKey, content, unfinished.Options, tag);
            _uploads.Remove(upload.UploadId);
            return stored;
        }
    }

    private bool Abort(MultipartUpload upload)
    {
        lock (_gate)
        {
            return _uploads.Remove(upload.UploadId);
        }
    }

    private List<MultipartUpload> Uploads(string prefix)
    {
        lock (_gate)
        {
            return [.. _uploads.Values
                .Select(static item => item.Upload)
                .Where(upload => upload.ObjectKey.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(static upload => upload.ObjectKey, Utf8ByteOrderComparer.Instance)
                .ThenBy(static upload => upload.UploadId, StringComparer.Ordinal)];
        }
    }

    private InMemoryUpload Unfinished(MultipartUpload upload, string operation) =>
        _uploads.TryGetValue(upload.UploadId, out var found) && found.Upload.ObjectKey == upload.ObjectKey
            ? found
            : throw new StorageException(StorageErrorKind.NotFound, $"There is no unfinished upload '{upload.UploadId}' of '{upload.ObjectKey}': it was completed or aborted.")
            {
                Operation = operation,
                Key = upload.ObjectKey,
            };

    private static async IAsyncEnumerable<T> Enumerate<T>(Func<List<T>> snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await Answer(snapshot, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
