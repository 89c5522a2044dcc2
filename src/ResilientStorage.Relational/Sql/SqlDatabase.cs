using System.Data.Common;

namespace ResilientStorage.Relational.Sql;

/// <summary>Runs the ledger's calls: each one transaction, or one read.</summary>
/// <param name="source">Opens connections.</param>
/// <param name="dialect">The database.</param>
/// <param name="ownsSource">Whether the data source is disposed of with this; false for one that the host keeps.</param>
internal sealed class SqlDatabase(DbDataSource source, SqlDialect dialect, bool ownsSource = true) : IAsyncDisposable
{
    private readonly SemaphoreSlim? _writer = dialect.HasOneWriter ? new SemaphoreSlim(1, 1) : null;

    public SqlDialect Dialect => dialect;

    /// <summary>Runs a transaction. It is cancelled before it begins or not at all, so that no caller is told of a cancellation that was a commit.</summary>
    public async Task<T> WriteAsync<T>(string instance, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_writer is not null)
        {
            await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await WriteOnceAsync(instance, body, cancellationToken).ConfigureAwait(false);
                }
                catch (DbException e) when (attempt < dialect.MaxRetries && dialect.IsRetryable(e))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        catch (Exception e) when (Map(e) is { } mapped)
        {
            throw mapped;
        }
        finally
        {
            _writer?.Release();
        }
    }

    /// <summary>Runs one batch that is a transaction of its own, in one round trip.</summary>
    public async Task<BatchOutcome<T>> BatchAsync<T>(Func<DbConnection, Task<T?>> batch, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            return new BatchOutcome<T>(await batch(connection).ConfigureAwait(false), MayHaveTakenEffect: false);
        }
        catch (DbException e) when (dialect.IsConnectionLost(e))
        {
            return new BatchOutcome<T>(null, MayHaveTakenEffect: true);
        }
        catch (DbException e) when (dialect.IsRetryable(e) || dialect.IsBatchRefused(e))
        {
            return new BatchOutcome<T>(null, MayHaveTakenEffect: false);
        }
        catch (Exception e) when (Map(e) is { } mapped)
        {
            throw mapped;
        }
    }

    /// <summary>Runs one query outside any transaction.</summary>
    public Task<T> ReadAsync<T>(string instance, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(instance, isSnapshot: false, body, cancellationToken);

    /// <summary>Runs several queries that see one state.</summary>
    public Task<T> ReadSnapshotAsync<T>(string instance, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken) =>
        ReadAsync(instance, isSnapshot: true, body, cancellationToken);

    /// <summary>Uses a connection for what cannot be part of a transaction.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            await dialect.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Map(e) is { } mapped)
        {
            throw mapped;
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        if (ownsSource)
        {
            source.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        if (ownsSource)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Says what an error means for the ledger; null for those of others. A value that is not of its column's kind is no error of the driver: somebody else wrote it.</summary>
    public LedgerException? Map(Exception error) => error switch
    {
        DbException database => dialect.Map(database),
        FormatException or InvalidCastException or OverflowException => new LedgerException(
            LedgerErrorKind.Corrupt,
            $"The ledger in {dialect.Place} holds a value that this library did not write: {error.Message} Restore the database from a backup.",
            error),
        _ => null,
    };

    private async Task<T> WriteOnceAsync<T>(string instance, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await dialect.BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false);
        try
        {
            var session = new SqlSession(connection, dialect, instance);
            await session.ReadClockAsync().ConfigureAwait(false);
            var result = await body(session).ConfigureAwait(false);
            if (!session.IsAbandoned)
            {
                await dialect.CommitAsync(transaction).ConfigureAwait(false);
            }

            await transaction.DisposeAsync().ConfigureAwait(false);
            return result;
        }
        catch
        {
            await RollBackAsync(transaction).ConfigureAwait(false);
            throw;
        }
    }

    // A connection that is lost cannot roll back, and need not: what has happened is told by the error before, which decides whether the transaction may run again.
    private static async ValueTask RollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (DbException)
        {
            return;
        }
    }

    private async Task<T> ReadAsync<T>(string instance, bool isSnapshot, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await ReadOnceAsync(instance, isSnapshot, body, cancellationToken).ConfigureAwait(false);
                }
                catch (DbException e) when (attempt < dialect.MaxRetries && dialect.IsRetryable(e))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        catch (Exception e) when (Map(e) is { } mapped)
        {
            throw mapped;
        }
    }

    private async Task<T> ReadOnceAsync<T>(string instance, bool isSnapshot, Func<SqlSession, Task<T>> body, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var session = new SqlSession(connection, dialect, instance);
        if (!isSnapshot)
        {
            return await body(session).ConfigureAwait(false);
        }

        var transaction = await dialect.BeginReadAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        await session.ReadClockAsync().ConfigureAwait(false);
        return await body(session).ConfigureAwait(false);
    }

    // Mapped here, so that a database that cannot be reached is not taken for a connection that broke.
    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw dialect.Map(e);
        }
    }
}
