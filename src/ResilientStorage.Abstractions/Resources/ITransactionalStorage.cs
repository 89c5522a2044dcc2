using ResilientStorage.Ledger;

namespace ResilientStorage;

/// <summary>
/// An optional ability of a storage: changes that take effect with a transaction of the host, such as "insert the photo's row and make its file live" as one commit.
/// The storages that <c>AddResilientStorage</c> registers have it; whether their ledger does is seen on use.
/// </summary>
public interface ITransactionalStorage : IResilientStorage
{
    /// <summary>
    /// Stores content in every store and verifies it there, and leaves it for <see cref="StagedUpload.CommitAsync"/> to make it live. Until then no read finds it.
    /// Stage before the transaction begins: an upload may take long, and transactions should not.
    /// </summary>
    /// <param name="key">The resource key.</param>
    /// <param name="content">The content; read once from its current position, neither rewound nor closed.</param>
    /// <param name="options">How to upload; <see cref="UploadOptions.IfExists"/> and <see cref="UploadOptions.IfVersion"/> are checked again by the commit.</param>
    /// <param name="cancellationToken">Cancels the staging.</param>
    /// <returns>The staged upload: commit and dispose of it. Disposed of without a commit it is cleaned up as a failed upload is.</returns>
    /// <exception cref="ResilientStorageException">As in <see cref="IResilientStorage.UploadAsync"/>.</exception>
    Task<StagedUpload> StageAsync(string key, Stream content, UploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many resources in a transaction of the host: from the host's commit on no read returns them, and a rollback leaves them as they were.
    /// All keys are locked until the host ends the transaction. The worker removes the bytes later, when it next looks into the ledger.
    /// </summary>
    /// <param name="keys">The resource keys; a key given twice is answered twice.</param>
    /// <param name="transaction">The transaction of the host.</param>
    /// <param name="options">How to delete.</param>
    /// <param name="cancellationToken">Cancels the call until the ledger has been asked.</param>
    /// <returns>One answer per key. A key that is not there is reported and does not stop the others.</returns>
    /// <exception cref="NotSupportedException">The ledger cannot take part in transactions of the host.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over.</exception>
    /// <exception cref="LedgerException">
    /// Nothing was deleted. Of kind <see cref="LedgerErrorKind.TransactionAborted"/>: roll the transaction back and run it again. Of kind Configuration: the transaction is on another database than the ledger.
    /// </exception>
    Task<DeleteReport> DeleteManyAsync(IReadOnlyCollection<string> keys, LedgerTransaction transaction, DeleteOptions? options = null, CancellationToken cancellationToken = default);
}
