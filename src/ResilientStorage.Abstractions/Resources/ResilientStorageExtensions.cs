using System.Buffers;

namespace ResilientStorage;

/// <summary>Short forms for files, memory and whole contents.</summary>
public static class ResilientStorageExtensions
{
    private const int CopyBufferBytes = 128 * 1024;

    /// <summary>Uploads a file from disk.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How to upload; the length is taken from the file when it is not given.</param>
    /// <param name="cancellationToken">Cancels until the commit starts.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static async Task<Resource> UploadFileAsync(this IResilientStorage storage, string key, string path, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            options ??= new UploadOptions();
            return await storage.UploadAsync(key, file, options with { ContentLength = options.ContentLength ?? file.Length }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Uploads bytes from memory.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="content">The bytes; do not change them before the task ends.</param>
    /// <param name="options">How to upload.</param>
    /// <param name="cancellationToken">Cancels until the commit starts.</param>
    /// <returns>The resource.</returns>
    public static async Task<Resource> UploadAsync(this IResilientStorage storage, string key, ReadOnlyMemory<byte> content, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var stream = new ReadOnlyMemoryStream(content);
        await using (stream.ConfigureAwait(false))
        {
            options ??= new UploadOptions();
            return await storage.UploadAsync(key, stream, options with { ContentLength = options.ContentLength ?? content.Length }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a resource into a stream.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="destination">Where the bytes go; on an error it holds a correct beginning.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <returns>The resource and the version that was copied.</returns>
    public static async Task<Resource> DownloadToAsync(this IResilientStorage storage, string key, Stream destination, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(destination);
        var download = await storage.OpenReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        await using (download.ConfigureAwait(false))
        {
            await download.Content.CopyToAsync(destination, CopyBufferBytes, cancellationToken).ConfigureAwait(false);
            return download.Resource;
        }
    }

    /// <summary>Reads a whole resource (or range) into memory.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ResilientStorageException">See <see cref="IResilientStorage.OpenReadAsync"/>.</exception>
    public static async Task<byte[]> ReadAllBytesAsync(this IResilientStorage storage, string key, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var download = await storage.OpenReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        await using (download.ConfigureAwait(false))
        {
            var bytes = new byte[download.ContentLength];
            await download.Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);

            // The end of the stream is where a whole-content hash is checked.
            var end = ArrayPool<byte>.Shared.Rent(1);
            try
            {
                await download.Content.ReadAtLeastAsync(end.AsMemory(0, 1), 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(end);
            }

            return bytes;
        }
    }

    /// <summary>Stores content in every store and leaves it for a commit to make it live; see <see cref="ITransactionalStorage.StageAsync"/>.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="content">The content; read once from its current position, neither rewound nor closed.</param>
    /// <param name="options">How to upload.</param>
    /// <param name="cancellationToken">Cancels the staging.</param>
    /// <returns>The staged upload: commit and dispose of it.</returns>
    /// <exception cref="NotSupportedException">The storage cannot stage: it is no <see cref="ITransactionalStorage"/>.</exception>
    public static Task<StagedUpload> StageAsync(this IResilientStorage storage, string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage is ITransactionalStorage transactional
            ? transactional.StageAsync(key, content, options, cancellationToken)
            : throw new NotSupportedException($"{storage.GetType().Name} cannot stage uploads: a storage of one's own, or a decorator, implements {nameof(ITransactionalStorage)} for that.");
    }

    /// <summary>Tells whether a resource is live, by the ledger.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="key">The resource key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True when it is live.</returns>
    public static async Task<bool> ExistsAsync(this IResilientStorage storage, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return await storage.FindAsync(key, cancellationToken).ConfigureAwait(false) is not null;
    }
}
