namespace ResilientStorage.Invalidation;

/// <summary>
/// Keeps what the CDN is still to be told, and what it was told. Ledgers implement it on the side, so that a change of an object and the duty to tell of it are one commit.
/// One sender at a time holds the lease; only it moves batches. Each call is one transaction.
/// </summary>
public interface IInvalidationJournal
{
    /// <summary>Whether what is written outlives the process. Receipts of changes are settled when they are in a durable journal, and only when the CDN was told in another.</summary>
    bool IsDurable { get; }

    /// <summary>Takes or renews the lease of the sender.</summary>
    /// <param name="owner">Who asks, the same for the life of a sender.</param>
    /// <param name="duration">How long the lease lasts from now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token that writes of the sender carry, raised with each new owner; null while somebody else holds the lease.</returns>
    Task<long?> TakeLeaseAsync(string owner, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Writes down changes. The same bucket and key, or the same path, waiting already is one intent; a removal outweighs a change, and of two times the later counts, or none where one is not known.</summary>
    /// <param name="intents">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when they are written.</returns>
    Task AddAsync(IReadOnlyList<NewInvalidationIntent> intents, CancellationToken cancellationToken = default);

    /// <summary>Lists what waits to be planned, oldest first, urgent before back-fill.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The intents.</returns>
    Task<IReadOnlyList<InvalidationIntent>> ListIntentsAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Records what the sender has planned or heard: batches, new or changed, and the intents that they replace, all or nothing.</summary>
    /// <param name="record">What to write.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when the lease has another owner by now: nothing was written, and the sender has to stop.</returns>
    Task<bool> RecordAsync(InvalidationRecord record, CancellationToken cancellationToken = default);

    /// <summary>Lists batches, oldest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batches.</returns>
    Task<IReadOnlyList<InvalidationBatch>> ListBatchesAsync(InvalidationBatchQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sends reported batches again, with their references: what the CDN has taken already costs nothing.</summary>
    /// <param name="batchIds">The batches; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many wait again.</returns>
    Task<int> ReplayAsync(IReadOnlyCollection<Guid>? batchIds, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes down batches that the journal does not know by their ids, as they are. Of those that it knows, reported ones are sent again as the journal has them, and others stay as they are:
    /// the same call again changes nothing.
    /// </summary>
    /// <param name="batches">Batches that a report has kept; all of them wait.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many wait because of it.</returns>
    Task<int> AddBatchesAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken = default);

    /// <summary>Sums up what was accepted in a span of time.</summary>
    /// <param name="since">From here on.</param>
    /// <param name="until">Up to, and not including.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sums.</returns>
    Task<InvalidationUsage> GetUsageAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken = default);
}
