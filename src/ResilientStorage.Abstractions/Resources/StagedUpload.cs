using ResilientStorage.Ledger;

namespace ResilientStorage;

/// <summary>
/// An upload that every store holds, verified, and that is not live yet. A lease keeps it from being swept away until it is disposed of; a process that dies leaves it to the sweep.
/// Dispose of it in every case, after the transaction of the host is over. Not thread-safe.
/// </summary>
public abstract class StagedUpload : IAsyncDisposable
{
    /// <summary>
    /// The resource as it will be: its key, version id, length, hash and object key are final, for the host's own row. <see cref="Resource.CreatedAt"/> and <see cref="Resource.PublishedAt"/>
    /// are known with the commit.
    /// </summary>
    public abstract Resource Resource { get; }

    /// <summary>
    /// Makes the upload live. Without a transaction at once, as the end of an upload: an error has cleaned it up. In a transaction of the host when the host commits: after a rollback, or an error
    /// that ends the transaction, commit again in a new one. Committed twice, also in one transaction, it answers the same resource.
    /// Never without a transaction while one that it was committed in is still open: that call waits for the locks of the caller's own transaction until the ledger's time limit, and fails. Commit or
    /// roll back first.
    /// </summary>
    /// <param name="transaction">The transaction of the host; null for one of the ledger's own.</param>
    /// <param name="cancellationToken">Cancels the call until the commit starts.</param>
    /// <returns>The resource; in a transaction of the host as it is once the host has committed.</returns>
    /// <exception cref="UploadFailedException">
    /// Of kind <see cref="StorageErrorKind.PreconditionFailed"/>: what <see cref="UploadOptions.IfExists"/> or <see cref="UploadOptions.IfVersion"/> asked for no longer holds, or the lease ended and
    /// the upload was swept away: stage it again. In a transaction of the host nothing was changed in it.
    /// </exception>
    /// <exception cref="LedgerException">
    /// In a transaction of the host, in which nothing was changed. Of kind <see cref="LedgerErrorKind.TransactionAborted"/>: roll it back and run it again. Of kind Configuration: it is on another database
    /// than the ledger.
    /// </exception>
    /// <exception cref="NotSupportedException">The ledger cannot take part in transactions of the host.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over.</exception>
    /// <exception cref="ObjectDisposedException">The staged upload was disposed of, or a commit without a transaction has failed it.</exception>
    public abstract Task<Resource> CommitAsync(LedgerTransaction? transaction = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the lease. An upload that is not live is failed, and what the stores hold is removed. While a transaction of the host still holds it the ledger is left alone: if the host commits it is live,
    /// else the sweep cleans up once the lease has ended. Never throws for what the ledger answers.
    /// </summary>
    /// <returns>A task that ends when the ledger has been told.</returns>
    public abstract ValueTask DisposeAsync();
}
