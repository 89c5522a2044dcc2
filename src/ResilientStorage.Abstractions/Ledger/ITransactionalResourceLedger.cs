namespace ResilientStorage.Ledger;

/// <summary>
/// An optional ability of a ledger: its changes as a part of a transaction that the host has begun and ends. Each call is all or nothing within that transaction: one that throws leaves no change in it.
/// Nothing is tried again, because what the host did before cannot be. Locks are held until the host ends the transaction.
/// </summary>
public interface ITransactionalResourceLedger : IResourceLedger
{
    /// <summary>Does what <see cref="IResourceLedger.CommitUploadAsync"/> does, in a transaction of the host: the version is live when the host has committed.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="transaction">The transaction of the host.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>The resource, as it is once the host has committed.</returns>
    /// <exception cref="ArgumentException">The transaction is one of another kind of ledger.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over.</exception>
    /// <exception cref="LedgerException">
    /// As in the interface. Of kind <see cref="LedgerErrorKind.TransactionAborted"/>: roll the transaction back and run it again. Of kind Configuration: the transaction is on another database,
    /// or of an isolation that the ledger cannot work in.
    /// </exception>
    /// <exception cref="ResourceAlreadyExistsException">What the intent asked for no longer holds.</exception>
    Task<Resource> CommitUploadAsync(UploadCommit commit, LedgerTransaction transaction, CancellationToken cancellationToken = default);

    /// <summary>Does what <see cref="IResourceLedger.DeleteAsync"/> does, in a transaction of the host: the resources are deleted when the host has committed.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="transaction">The transaction of the host.</param>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    /// <returns>One answer per key.</returns>
    /// <exception cref="ArgumentException">The transaction is one of another kind of ledger.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over.</exception>
    /// <exception cref="LedgerException">As in <see cref="CommitUploadAsync(UploadCommit, LedgerTransaction, CancellationToken)"/>.</exception>
    Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, LedgerTransaction transaction, CancellationToken cancellationToken = default);
}
