using System.Data.Common;
using ResilientStorage.Relational.Uploads;

namespace ResilientStorage.Relational.Sql;

/// <summary>
/// What differs between databases. All of them have named parameters (<c>@name</c>), <c>ON CONFLICT</c>, <c>RETURNING</c>, <c>UPDATE ... FROM</c> and partial indexes.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>The name for messages, with the place (a path, a host): never a secret.</summary>
    public abstract string Place { get; }

    /// <summary>Whether writers of one process wait for each other without blocking threads, because the database takes one writer at a time.</summary>
    public virtual bool HasOneWriter => false;

    /// <summary>Whether a transaction may wait for others after it has begun, because it locks rows and not the whole database.</summary>
    public bool LocksRows => !HasOneWriter;

    /// <summary>How an upload is recorded and committed in one round trip each; null where statements cost nothing to send.</summary>
    public virtual IUploadBatch? Uploads => null;

    /// <summary>How often a transaction that the database gave up (serialization, deadlock) is run again.</summary>
    public virtual int MaxRetries => 5;

    /// <summary>The text that asks whether the schema is there: one row with a positive number when it is.</summary>
    public abstract string SchemaExistsSql { get; }

    /// <summary>The row lock at the end of a query; empty where a transaction has locked the whole database.</summary>
    /// <param name="tables">The aliases of the tables whose rows are locked.</param>
    public abstract string Lock(string tables);

    /// <summary>The same, passing over rows that others have locked.</summary>
    /// <param name="tables">The aliases of the tables whose rows are locked.</param>
    public abstract string LockSkippingLocked(string tables);

    /// <summary>Begins a transaction that writes; waits for its turn where the database takes one writer at a time.</summary>
    public abstract ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a read of several statements that see one state.</summary>
    public abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Reads the ledger's clock, in microseconds since 1970 UTC; inside a transaction after its locks are taken.</summary>
    public abstract ValueTask<long> ReadClockAsync(DbConnection connection);

    /// <summary>Commits. Where the answer can be lost on its way, the dialect finds out whether the transaction took effect: a <see cref="DbException"/> says that it did not.</summary>
    public virtual async ValueTask CommitAsync(DbTransaction transaction) => await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Keeps every other process from changing the schema until the transaction ends; nothing to do where a transaction has locked the whole database.</summary>
    public virtual ValueTask LockSchemaAsync(SqlSession session) => ValueTask.CompletedTask;

    /// <summary>Settings of the database itself that must hold before the schema is looked at.</summary>
    public virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether the transaction may simply be run again.</summary>
    public virtual bool IsRetryable(DbException error) => false;

    /// <summary>Whether the connection broke, so that nobody knows what the server has done with the last request.</summary>
    public virtual bool IsConnectionLost(DbException error) => false;

    /// <summary>Whether a batch was given up as a whole, so that the call is to be made step by step.</summary>
    public virtual bool IsBatchRefused(DbException error) => false;

    /// <summary>Whether a connection of the host is one of this database's driver.</summary>
    public abstract bool IsOwn(DbConnection connection);

    /// <summary>The text that asks a connection of the host for the id of the ledger that it is connected to.</summary>
    public abstract string LedgerIdSql { get; }

    /// <summary>Whether a statement named a table that is not there.</summary>
    public abstract bool IsTableMissing(DbException error);

    /// <summary>Whether a transaction of the host is to be rolled back and run again.</summary>
    public abstract bool IsTransactionAborted(DbException error);

    /// <summary>Lets statements on a connection of the host find the ledger's tables, inside its transaction; refuses a transaction in which they would not be right.</summary>
    /// <returns>What <see cref="LeaveAsync"/> sets back.</returns>
    public virtual ValueTask<string?> EnterAsync(SqlSession session) => ValueTask.FromResult<string?>(null);

    /// <summary>Sets back what <see cref="EnterAsync"/> has set.</summary>
    public virtual ValueTask LeaveAsync(SqlSession session, string? settings) => ValueTask.CompletedTask;

    /// <summary>The row lock at the end of a query that fails at once on a row that another has locked; empty where a transaction has locked the whole database.</summary>
    /// <param name="tables">The aliases of the tables whose rows are locked.</param>
    public string LockWithoutWaiting(string tables) => LocksRows ? Lock(tables) + " NOWAIT" : "";

    /// <summary>Says what happened and what to do.</summary>
    public abstract LedgerException Map(DbException error);
}
