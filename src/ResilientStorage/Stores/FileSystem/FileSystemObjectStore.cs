using System.Buffers;
using System.Globalization;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>A folder as a store. Bytes are read and written asynchronously; opening, renaming, flushing and listing, which have no asynchronous form, run on the calling thread.</summary>
internal sealed partial class FileSystemObjectStore : IMultipartObjectStore, ICopyingObjectStore
{
    private readonly StoreFolders _folders;
    private readonly TimeProvider _timeProvider;
    private readonly Leftovers _leftovers;
    private readonly ObjectShelf _shelf;
    private readonly UploadsInUse _uploadsInUse = new();

    public FileSystemObjectStore(string root, TimeProvider timeProvider)
    {
        _folders = new StoreFolders(root);
        _timeProvider = timeProvider;
        _leftovers = new Leftovers(_folders, timeProvider);
        _shelf = new ObjectShelf(_folders, _leftovers);
    }

    public ObjectStoreCapabilities Capabilities { get; } = new() { MinPartSize = 1, AbsenceNeedsMarker = true };

    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync("PutObject", objectKey, () => StoreAsync(objectKey, content, options, cancellationToken), cancellationToken);
    }

    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) =>
        RunAsync("GetObject", objectKey, () => Task.FromResult(Open(ObjectPath.Of(objectKey), range)), cancellationToken);

    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) =>
        RunAsync("HeadObject", objectKey, () => Task.FromResult(_shelf.Find(ObjectPath.Of(objectKey)) is var (record, file) ? record.ToHead(file.Length) : null), cancellationToken);

    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return RunAsync("DeleteObjects", null, () => Task.FromResult<IReadOnlyList<ObjectDeletion>>(Delete(objects, cancellationToken)), cancellationToken);
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var keys = new ObjectKeyWalk(_folders.Metadata, prefix, startAfter).Keys();
        return List(keys.Select(Entry).OfType<ObjectEntry>(), "ListObjects", prefix, cancellationToken);
    }

    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync("CopyObject", destinationKey, () => DuplicateAsync(sourceKey, destinationKey, options, cancellationToken), cancellationToken);
    }

    private async Task<StoredObject> StoreAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken)
    {
        var path = ObjectPath.Of(objectKey);
        _leftovers.CollectDaily();
        var draft = _leftovers.NewContent();
        try
        {
            uint checksum;
            using (var file = PrivateFiles.Create(draft))
            {
                checksum = await ContentFile.WriteAsync(file.SafeFileHandle, content, 0, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Publish(path, draft, content.Length, checksum.ToString("x8", CultureInfo.InvariantCulture), options);
        }
        finally
        {
            PrivateFiles.Delete(draft);
        }
    }

    private async Task<StoredObject> DuplicateAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken)
    {
        var path = ObjectPath.Of(destinationKey);
        _leftovers.CollectDaily();
        if (_shelf.Open(ObjectPath.Of(sourceKey)) is not var (record, source))
        {
            throw new FileSystemStoreException(StorageErrorKind.NotFound, $"There is no object '{sourceKey}' to copy.");
        }

        using (source)
        {
            var draft = _leftovers.NewContent();
            try
            {
                var (length, checksum) = (0L, 0u);
                using (var file = PrivateFiles.Create(draft))
                {
                    (length, checksum) = await ContentFile.CopyAsync(source, file.SafeFileHandle, cancellationToken).ConfigureAwait(false);
                    RandomAccess.FlushToDisk(file.SafeFileHandle);
                }

                if (length != record.Length)
                {
                    throw new FileSystemStoreException(StorageErrorKind.Integrity, $"The object '{sourceKey}' has {length} bytes where {record.Length} were stored: it is not copied.");
                }

                cancellationToken.ThrowIfCancellationRequested();
                return Publish(path, draft, length, checksum.ToString("x8", CultureInfo.InvariantCulture), options);
            }
            finally
            {
                PrivateFiles.Delete(draft);
            }
        }
    }

    /// <summary>Makes an object of a complete file. Its entity tag is new with every write, and says something of the content.</summary>
    private StoredObject Publish(ObjectPath path, string file, long length, string contentTag, PutObjectOptions options)
    {
        var generation = Generation.Next();
        var record = ObjectRecord.Of(path.ObjectKey, generation, length, $"{generation}-{contentTag}", _timeProvider.GetUtcNow(), options);
        _shelf.Publish(path, file, record);
        return record.ToStored();
    }

    private ObjectDownload Open(ObjectPath path, ByteRange? range)
    {
        if (_shelf.Open(path) is not var (_, file))
        {
            throw new FileSystemStoreException(StorageErrorKind.NotFound, $"There is no object '{path.ObjectKey}'.");
        }

        // The bytes that are there, not those that the record promises: whoever checks content must see that some are missing.
        var objectLength = RandomAccess.GetLength(file);
        var (offset, asked) = range ?? new ByteRange(0);
        var length = asked ?? objectLength - offset;
        if (offset < 0 || length < 0 || offset > objectLength || length > objectLength - offset)
        {
            file.Dispose();
            throw new FileSystemStoreException(
                StorageErrorKind.InvalidRequest, $"The range {offset}+{asked?.ToString(CultureInfo.InvariantCulture) ?? "end"} lies outside the object's {objectLength} bytes.");
        }

        return new ObjectDownload(new ContentReadStream(file, offset, length), length, objectLength);
    }

    private List<ObjectDeletion> Delete(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken)
    {
        if (objects.Count > Capabilities.MaxDeleteBatch)
        {
            throw new FileSystemStoreException(StorageErrorKind.InvalidRequest, $"{objects.Count} objects are more than the {Capabilities.MaxDeleteBatch} that one call takes.");
        }

        _leftovers.CollectDaily();
        var answers = new List<ObjectDeletion>(objects.Count);
        foreach (var item in objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.Add(Delete(item.ObjectKey));
        }

        return answers;
    }

    private ObjectDeletion Delete(string objectKey)
    {
        try
        {
            _shelf.Remove(ObjectPath.Of(objectKey));
            return new ObjectDeletion(objectKey);
        }
        catch (Exception error) when (FileSystemErrorMapper.Map(error, "DeleteObjects", objectKey, _folders.Root) is { } mapped)
        {
            return new ObjectDeletion(objectKey, mapped);
        }
    }

    /// <summary>What a listing says of a key: nothing when its bytes are gone; no entity tag and no length when its record is damaged, so that a comparison looks closer.</summary>
    private ObjectEntry? Entry(string key)
    {
        try
        {
            return _shelf.Find(ObjectPath.Of(key)) is var (record, file) ? new ObjectEntry(key, file.Length, record.ETag, record.StoredAt) : null;
        }
        catch (FileSystemStoreException error) when (error.Kind == StorageErrorKind.Integrity)
        {
            return new ObjectEntry(key, 0);
        }
    }

    private MappedListing<T> List<T>(IEnumerable<T> items, string operation, string prefix, CancellationToken cancellationToken) =>
        new(items, error => FileSystemErrorMapper.Map(error, operation, prefix, _folders.Root), cancellationToken);

    private async Task<T> RunAsync<T>(string operation, string? key, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception error) when (FileSystemErrorMapper.Map(error, operation, key, _folders.Root) is { } mapped)
        {
            throw mapped;
        }
    }
}
