using System.Buffers;
using System.Globalization;
using System.Text;
using ResilientStorage.Integrity;

namespace ResilientStorage.Stores.FileSystem;

/// <content>Uploads in parts. Their state lies on disk, so that they outlive the process.</content>
internal sealed partial class FileSystemObjectStore
{
    public Task<MultipartUpload> BeginMultipartAsync(string objectKey, long partSize, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        return RunAsync("BeginMultipart", objectKey, () => Task.FromResult(Begin(objectKey, partSize, options)), cancellationToken);
    }

    public Task<StoredPart> PutPartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return RunAsync("PutPart", upload.ObjectKey, () => WritePartAsync(upload, number, content, cancellationToken), cancellationToken);
    }

    public Task<StoredObject> CompleteMultipartAsync(MultipartUpload upload, IReadOnlyList<StoredPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(parts);
        return RunAsync("CompleteMultipart", upload.ObjectKey, () => Task.FromResult(Complete(upload, parts)), cancellationToken);
    }

    public Task AbortMultipartAsync(MultipartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return RunAsync("AbortMultipart", upload.ObjectKey, () => Task.FromResult(Abort(upload)), cancellationToken);
    }

    public IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return List(Uploads(prefix), "ListMultipart", prefix, cancellationToken);
    }

    private MultipartUpload Begin(string objectKey, long partSize, PutObjectOptions options)
    {
        // Refuses a wrong key before anything is made.
        _ = ObjectPath.Of(objectKey);
        _leftovers.CollectDaily();
        var uploadId = Generation.Next();
        new UploadFolder(_folders.EnsureUpload(uploadId)).Begin(new UploadRecord(objectKey, partSize, options));
        return new MultipartUpload(objectKey, uploadId, partSize);
    }

    private async Task<StoredPart> WritePartAsync(MultipartUpload upload, int number, ReadOnlySequence<byte> content, CancellationToken cancellationToken)
    {
        var (folder, record) = Demand(upload);
        if (number < 1 || number > Capabilities.MaxParts || content.Length > record.PartSize)
        {
            throw new FileSystemStoreException(
                StorageErrorKind.InvalidRequest,
                $"Part {number} of {content.Length} bytes is refused: numbers go from 1 to {Capabilities.MaxParts}, and no part of this upload has more than {record.PartSize} bytes.");
        }

        using (_uploadsInUse.EnterPart(upload.UploadId, number))
        {
            return await folder.WriteAsync(number, (number - 1) * record.PartSize, content, cancellationToken).ConfigureAwait(false) ?? throw Ended(upload);
        }
    }

    private StoredObject Complete(MultipartUpload upload, IReadOnlyList<StoredPart> parts)
    {
        using (_uploadsInUse.EnterCompletion(upload.UploadId))
        {
            var (folder, record) = Demand(upload);
            var length = folder.Seal(parts, record.PartSize) ?? throw Ended(upload);
            var tags = Encoding.ASCII.GetBytes(string.Concat(parts.Select(static part => part.ETag)));
            var tag = string.Create(CultureInfo.InvariantCulture, $"{Crc32C.Of(tags):x8}-{parts.Count}");
            var stored = Publish(ObjectPath.Of(record.Key), folder.ContentPath, length, tag, record.Options);
            folder.Remove();
            return stored;
        }
    }

    private bool Abort(MultipartUpload upload)
    {
        if (Generation.IsValid(upload.UploadId) && _folders.FindUpload(upload.UploadId) is { } folder)
        {
            new UploadFolder(folder).Remove();
            FolderSync.Flush(_folders.EnsureUploads());
            return true;
        }

        return false;
    }

    private IEnumerable<MultipartUpload> Uploads(string prefix) => _folders.FindUploads() is not { } uploads
        ? []
        : Directory.EnumerateDirectories(uploads)
            .Select(folder => (Id: Path.GetFileName(folder), Record: new UploadFolder(folder).Find()))
            .Where(upload => upload.Record is { } record && record.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(static upload => upload.Record!.Key, Utf8ByteOrderComparer.Instance)
            .ThenBy(static upload => upload.Id, StringComparer.Ordinal)
            .Select(static upload => new MultipartUpload(upload.Record!.Key, upload.Id, upload.Record.PartSize));

    private (UploadFolder Folder, UploadRecord Record) Demand(MultipartUpload upload)
    {
        // The id comes from outside and becomes part of a path.
        if (Generation.IsValid(upload.UploadId) && _folders.FindUpload(upload.UploadId) is { } path)
        {
            var folder = new UploadFolder(path);
            if (folder.Find() is { } record && record.Key == upload.ObjectKey)
            {
                return (folder, record);
            }
        }

        throw Ended(upload);
    }

    private static FileSystemStoreException Ended(MultipartUpload upload) =>
        new(StorageErrorKind.NotFound, $"There is no unfinished upload '{upload.UploadId}' of '{upload.ObjectKey}': it was completed or aborted.");
}
