using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>
/// A store in memory, for tests. Every call completes on the caller's thread before it returns, and upload ids count from 1, so that a test runs the same way each time.
/// A listing shows the objects as they were when it began. Thread-safe.
/// </summary>
public sealed partial class InMemoryObjectStore : IMultipartObjectStore, ICopyingObjectStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, InMemoryObject> _objects = new(Utf8ByteOrderComparer.Instance);
    private readonly Dictionary<string, InMemoryUpload> _uploads = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private long _uploadsBegun;

    /// <summary>Makes an empty store.</summary>
    /// <param name="timeProvider">The store's clock, which gives the times of objects; by default the system's.</param>
    /// <param name="capabilities">
    /// What the store says that it can do; it holds to the minimal part size and the number of parts.
    /// By default the limits of S3 without a minimal part size, and with public objects.
    /// </param>
    public InMemoryObjectStore(TimeProvider? timeProvider = null, ObjectStoreCapabilities? capabilities = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        Capabilities = capabilities ?? new ObjectStoreCapabilities { MinPartSize = 1, SupportsPublicRead = true };
    }

    /// <inheritdoc/>
    public ObjectStoreCapabilities Capabilities { get; }

    /// <inheritdoc/>
    public Task<StoredObject> PutAsync(string objectKey, ReadOnlySequence<byte> content, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Answer(() => Store(objectKey, content.ToArray(), options, "PutObject"), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ObjectDownload> OpenReadAsync(string objectKey, ByteRange? range, CancellationToken cancellationToken = default) =>
        Answer(() => Open(objectKey, range), cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectHead?> FindAsync(string objectKey, CancellationToken cancellationToken = default) =>
        Answer(() => Head(objectKey), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectDeletion>> DeleteAsync(IReadOnlyList<ObjectToDelete> objects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return Answer(() => Remove(objects), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Enumerate(() => Entries(prefix, startAfter), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Answer(() => Store(destinationKey, Get(sourceKey, "CopyObject").Content, options, "CopyObject"), cancellationToken);
    }

    private StoredObject Store(string objectKey, byte[] content, PutObjectOptions options, string operation)
    {
        InMemoryObjectKey.ThrowIfInvalid(objectKey, operation);
        return Keep(objectKey, content, options, Hash(content));
    }

    private StoredObject Keep(string objectKey, byte[] content, PutObjectOptions options, string tag)
    {
        var stored = new InMemoryObject(content, tag, _timeProvider.GetUtcNow(), options with { Metadata = new Dictionary<string, string>(options.Metadata, StringComparer.Ordinal) });
        lock (_gate)
        {
            _objects[objectKey] = stored;
        }

        return new StoredObject { Length = content.Length, ETag = stored.ETag };
    }

    private ObjectDownload Open(string objectKey, ByteRange? range)
    {
        var content = Get(objectKey, "GetObject").Content;
        var (offset, asked) = range ?? new ByteRange(0);
        var length = asked ?? content.Length - offset;
        if (offset < 0 || length < 0 || offset > content.Length || length > content.Length - offset)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, $"The range {offset}+{asked?.ToString(CultureInfo.InvariantCulture) ?? "end"} lies outside the object's {content.Length} bytes.")
            {
                Operation = "GetObject",
                Key = objectKey,
            };
        }

        return new ObjectDownload(new MemoryStream(content, (int)offset, (int)length, writable: false), length, content.Length);
    }

    private ObjectHead? Head(string objectKey)
    {
        InMemoryObjectKey.ThrowIfInvalid(objectKey, "HeadObject");
        return Lookup(objectKey) is not { } found ? null : new ObjectHead
        {
            Length = found.Content.Length,
            ETag = found.ETag,
            LastModified = found.LastModified,
            ContentType = found.Options.ContentType,
            CacheControl = found.Options.CacheControl,
            Metadata = found.Options.Metadata,
        };
    }

    private IReadOnlyList<ObjectDeletion> Remove(IReadOnlyList<ObjectToDelete> objects)
    {
        if (objects.Count > Capabilities.MaxDeleteBatch)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, $"{objects.Count} objects are more than the {Capabilities.MaxDeleteBatch} that one call takes.") { Operation = "DeleteObjects" };
        }

        lock (_gate)
        {
            foreach (var item in objects)
            {
                _objects.Remove(item.ObjectKey);
            }
        }

        return [.. objects.Select(static item => new ObjectDeletion(item.ObjectKey))];
    }

    private List<ObjectEntry> Entries(string prefix, string? startAfter)
    {
        lock (_gate)
        {
            return [.. _objects
                .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal) && (startAfter is null || Utf8ByteOrderComparer.Instance.Compare(item.Key, startAfter) > 0))
                .Select(static item => new ObjectEntry(item.Key, item.Value.Content.Length, item.Value.ETag, item.Value.LastModified))];
        }
    }

    private InMemoryObject Get(string objectKey, string operation)
    {
        InMemoryObjectKey.ThrowIfInvalid(objectKey, operation);
        return Lookup(objectKey) ?? throw new StorageException(StorageErrorKind.NotFound, $"There is no object '{objectKey}'.") { Operation = operation, Key = objectKey };
    }

    private InMemoryObject? Lookup(string objectKey)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(objectKey);
        }
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));

    private static Task<T> Answer<T>(Func<T> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(action());
        }
        catch (StorageException error)
        {
            return Task.FromException<T>(error);
        }
    }
}
