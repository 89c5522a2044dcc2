namespace ResilientStorage;

/// <summary>
/// Files that are in a main and a backup store or not there at all. Thread-safe; inject it as a singleton.
/// Who may read or write is the host's decision, made before the call.
/// </summary>
public interface IResilientStorage
{
    /// <summary>Stores a file in every store, or fails. The stream is read once, from its current position, and neither closed nor rewound.</summary>
    /// <param name="key">The resource key (see <see cref="ResourceKey"/>).</param>
    /// <param name="content">The bytes; seekable or not, of known length or not.</param>
    /// <param name="options">How to upload.</param>
    /// <param name="cancellationToken">Cancels until the commit starts; never during it.</param>
    /// <returns>The resource, acknowledged: every store holds the bytes and the ledger says so.</returns>
    /// <exception cref="ArgumentException">The key or an option breaks a rule; nothing was read or sent.</exception>
    /// <exception cref="ResourceAlreadyExistsException">The resource is live, or being uploaded, and <see cref="IfExists.Replace"/> was not asked for; or another version than <see cref="UploadOptions.IfVersion"/> is live. Nothing was sent.</exception>
    /// <exception cref="UploadFailedException">A store or the ledger failed; what had landed is being cleaned up, and an older version stays live.</exception>
    /// <exception cref="LedgerException">The ledger could not be asked before anything was sent.</exception>
    Task<Resource> UploadAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a resource for reading: main store first, then the backups, even in the middle of the stream.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Cancels the opening; reads of the stream take their own token.</param>
    /// <returns>The download, which owns its stream: dispose it.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such live resource (or no such readable version).</exception>
    /// <exception cref="ResourceLostException">The resource is live, but every store has confirmed that it lacks the bytes.</exception>
    /// <exception cref="ResourceUnavailableException">Every store failed; the causes are inside, one per store.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the content; the message has both lengths.</exception>
    Task<ResourceDownload> OpenReadAsync(string key, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Looks a live resource up in the ledger; no store is asked.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The resource; null when it does not exist or is deleted.</returns>
    Task<Resource?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists resources from the ledger in the byte order of their keys; no store is asked.</summary>
    /// <param name="query">What to list; all live resources by default.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The resources, fetched page by page.</returns>
    IAsyncEnumerable<Resource> ListAsync(ResourceQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the versions of a resource, newest first, with their replicas and history.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The versions; none when the key was never used.</returns>
    IAsyncEnumerable<ResourceVersion> ListVersionsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes a resource: from now on no read returns it. Its bytes are removed later, after the retention.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="options">How to delete.</param>
    /// <param name="cancellationToken">Cancels the call until the ledger has been asked.</param>
    /// <returns>A task that ends when the ledger has recorded the delete.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such live resource.</exception>
    Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes many resources; a key that cannot be deleted is reported and does not stop the others.</summary>
    /// <param name="keys">The resource keys; a key given twice is answered twice.</param>
    /// <param name="options">How to delete.</param>
    /// <param name="cancellationToken">Cancels between transactions.</param>
    /// <returns>One answer per key.</returns>
    Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, DeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a deleted version live again while its bytes are all there.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="options">Which version.</param>
    /// <param name="cancellationToken">Cancels the call until the ledger has been asked.</param>
    /// <returns>The resource, live again.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such deleted version.</exception>
    /// <exception cref="ResourceAlreadyExistsException">Another version of the resource is live.</exception>
    /// <exception cref="ResourceUnavailableException">The removal of its bytes has begun.</exception>
    Task<Resource> RestoreAsync(string key, RestoreOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Erases a resource with every version, at once and without retention, and answers with a receipt per store.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="options">How to purge.</param>
    /// <param name="cancellationToken">Cancels the waiting; what was recorded goes on in the worker.</param>
    /// <returns>The receipt. Ask again to see how far the rest is: a purge may be repeated.</returns>
    /// <exception cref="ResourceNotFoundException">The key was never used.</exception>
    Task<PurgeReport> PurgeAsync(string key, PurgeOptions? options = null, CancellationToken cancellationToken = default);
}
