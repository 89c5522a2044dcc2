using System.Data.Common;
using ResilientStorage.Relational.HostTransactions;

namespace ResilientStorage;

/// <summary>
/// Changes of a storage as a part of a transaction of the host, on the database that holds the SQL ledger. With Entity Framework the transaction is
/// <c>context.Database.CurrentTransaction!.GetDbTransaction()</c>.
/// </summary>
public static class HostTransactionExtensions
{
    /// <summary>Makes a staged upload live with the host's commit; see <see cref="StagedUpload.CommitAsync"/>.</summary>
    /// <param name="staged">The staged upload.</param>
    /// <param name="transaction">The transaction of the host; null for one of the ledger's own.</param>
    /// <param name="cancellationToken">Cancels the call until the commit starts.</param>
    /// <returns>The resource as it is once the host has committed.</returns>
    public static Task<Resource> CommitAsync(this StagedUpload staged, DbTransaction? transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        return staged.CommitAsync(transaction is null ? null : new HostTransaction(transaction), cancellationToken);
    }

    /// <summary>Deletes resources with the host's commit; see <see cref="ITransactionalStorage.DeleteManyAsync(IReadOnlyCollection{string}, Ledger.LedgerTransaction, DeleteOptions?, CancellationToken)"/>.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="keys">The resource keys; a key given twice is answered twice.</param>
    /// <param name="transaction">The transaction of the host.</param>
    /// <param name="options">How to delete.</param>
    /// <param name="cancellationToken">Cancels the call until the ledger has been asked.</param>
    /// <returns>One answer per key.</returns>
    /// <exception cref="NotSupportedException">The storage, or its ledger, cannot take part in transactions of the host.</exception>
    public static Task<DeleteReport> DeleteManyAsync(this IResilientStorage storage, IReadOnlyCollection<string> keys, DbTransaction transaction, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(transaction);
        return storage is ITransactionalStorage transactional
            ? transactional.DeleteManyAsync(keys, new HostTransaction(transaction), options, cancellationToken)
            : throw new NotSupportedException($"{storage.GetType().Name} cannot take part in transactions of the host: a storage of one's own, or a decorator, implements {nameof(ITransactionalStorage)} for that.");
    }
}
