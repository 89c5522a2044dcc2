namespace ResilientStorage.Invalidation;

/// <summary>Gathers changes of cached content and tells the CDN in batches.</summary>
public interface IInvalidationBatcher
{
    /// <summary>Adds a change of an object; the batcher finds the paths under which it is served.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the change is in a batch; nothing is sent on the caller's path.</returns>
    ValueTask AddAsync(ObjectChange change, CancellationToken cancellationToken = default);

    /// <summary>Adds a path as it stands.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the path is in a batch.</returns>
    ValueTask AddAsync(InvalidationPath path, CancellationToken cancellationToken = default);

    /// <summary>Sends what is waiting now.</summary>
    /// <param name="cancellationToken">Cancels the sending; what was not sent stays waiting.</param>
    /// <returns>What was sent.</returns>
    Task<InvalidationReport> FlushAsync(CancellationToken cancellationToken = default);
}
