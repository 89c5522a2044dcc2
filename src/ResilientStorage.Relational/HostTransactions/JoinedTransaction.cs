using System.Data.Common;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.HostTransactions;

/// <summary>
/// Runs a call of the ledger inside a transaction of the host, between a savepoint and its release: a host that catches an error and commits all the same commits nothing half done.
/// Past the gate of a database with one writer: the host is the writer, and what waits at the gate waits for it.
/// </summary>
internal sealed class JoinedTransaction(SqlDatabase database, DbTransaction transaction, string instance, Guid ledgerId)
{
    private const string Savepoint = "resilientstorage";

    private readonly SqlDialect _dialect = database.Dialect;

    public async Task<T> RunAsync<T>(Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = new SqlSession(FindConnection(), _dialect, instance, transaction);
        try
        {
            await transaction.SaveAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw Map(e);
        }

        try
        {
            var settings = await _dialect.EnterAsync(session).ConfigureAwait(false);
            await ThrowIfOtherLedgerAsync(session).ConfigureAwait(false);
            await session.ReadClockAsync().ConfigureAwait(false);
            var result = await body(session).ConfigureAwait(false);
            await _dialect.LeaveAsync(session, settings).ConfigureAwait(false);
            await transaction.ReleaseAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch (Exception e)
        {
            await RollBackAsync().ConfigureAwait(false);
            if (e is DbException error)
            {
                throw Map(error);
            }

            if (database.Map(e) is { } mapped)
            {
                throw mapped;
            }

            throw;
        }
    }

    private DbConnection FindConnection()
    {
        var connection = transaction.Connection
            ?? throw new InvalidOperationException("The transaction is over: it was committed, rolled back or disposed of. Give one that is open.");
        return _dialect.IsOwn(connection)
            ? connection
            : throw Refuse($"The transaction is one of {connection.GetType().Name}, and the ledger lies in {_dialect.Place}. Give a transaction of the ledger's own driver, not one that a profiler or another library has wrapped.");
    }

    private async Task ThrowIfOtherLedgerAsync(SqlSession session)
    {
        string? found;
        try
        {
            found = (await session.Sql(_dialect.LedgerIdSql).ListAsync(static row => row.TextOrNull(0)).ConfigureAwait(false)).FirstOrDefault();
        }
        catch (DbException e) when (_dialect.IsTableMissing(e))
        {
            throw Refuse($"The transaction is on a database that holds no ledger; this storage's lies in {_dialect.Place}. Connect to the same database.", e);
        }

        if (!Guid.TryParseExact(found, "D", out var id) || id != ledgerId)
        {
            throw Refuse($"The transaction is on a database with another ledger ({found ?? "not opened yet"}) than this storage's ({ledgerId}), which lies in {_dialect.Place}. Connect to the same database.");
        }
    }

    // A connection that is lost has rolled back; the error before tells of it.
    private async Task RollBackAsync()
    {
        try
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            return;
        }
    }

    private LedgerException Map(DbException error) => _dialect.IsTransactionAborted(error)
        ? new LedgerException(
            LedgerErrorKind.TransactionAborted,
            $"The database gave up the host's transaction: roll it back, and run all of it again in a new one. A staged upload may be committed again there. ({_dialect.Place}: {error.Message})",
            error)
        : _dialect.Map(error);

    private static LedgerException Refuse(string message, Exception? cause = null) => new(LedgerErrorKind.Configuration, message, cause);
}
