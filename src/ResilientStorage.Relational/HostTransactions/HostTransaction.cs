using System.Data.Common;
using ResilientStorage.Ledger;

namespace ResilientStorage.Relational.HostTransactions;

/// <summary>A transaction of ADO.NET on its way through the engine, which knows no database.</summary>
internal sealed class HostTransaction(DbTransaction transaction) : LedgerTransaction
{
    public DbTransaction Transaction => transaction;

    public static DbTransaction Unwrap(LedgerTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction is HostTransaction host
            ? host.Transaction
            : throw new ArgumentException($"A {transaction.GetType().Name} is no transaction of a SQL ledger: give the DbTransaction of the host's connection.", nameof(transaction));
    }
}
