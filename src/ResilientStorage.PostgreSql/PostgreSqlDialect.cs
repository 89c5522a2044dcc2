using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using ResilientStorage.PostgreSql.Uploads;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;

namespace ResilientStorage.PostgreSql;

/// <summary>PostgreSQL: row locks, the server's clock, statements that see what was committed before each of them.</summary>
/// <param name="source">Opens connections to ask for the outcome of a lost one.</param>
/// <param name="place">The database, for messages.</param>
/// <param name="schema">The schema to make where it is missing; null for whatever the data source's search path begins with.</param>
/// <param name="timeProvider">Waits for the outcome of a lost connection.</param>
internal sealed class PostgreSqlDialect(DbDataSource source, string place, string? schema, TimeProvider timeProvider) : SqlDialect
{
    // The oldest that its makers still mended when this was written: https://www.postgresql.org/support/versioning/.
    private const int Oldest = 130000;

    private readonly CommitOutcome _outcome = new(source, timeProvider);
    private readonly HostSession _host = new();

    public override string Place => place;

    public override string SchemaExistsSql => "SELECT CASE WHEN to_regclass('rs_meta') IS NULL THEN 0 ELSE 1 END";

    public override IUploadBatch Uploads { get; } = new PostgreSqlUploadBatch();

    /// <summary>
    /// Ids never change, so foreign keys that look at a locked row need not wait, as they would for FOR UPDATE
    /// (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS).
    /// </summary>
    public override string Lock(string tables) => $"FOR NO KEY UPDATE OF {tables}";

    public override string LockSkippingLocked(string tables) => $"FOR NO KEY UPDATE OF {tables} SKIP LOCKED";

    public override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async ValueTask<long> ReadClockAsync(DbConnection connection)
    {
        var command = connection.CreateCommand();
        await using var _ = command.ConfigureAwait(false);
        command.CommandText = $"SELECT {PostgreSqlClock.Sql}";
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false))!;
    }

    public override async ValueTask CommitAsync(DbTransaction transaction)
    {
        var id = await CommitOutcome.ReadIdAsync(transaction.Connection!).ConfigureAwait(false);
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException e) when (id is not null && (e is not PostgresException || IsConnectionLost(e)))
        {
            if (!await _outcome.IsCommittedAsync(id, e, place).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    public override async ValueTask LockSchemaAsync(SqlSession session)
    {
        await session.Sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('resilientstorage schema ' || @schema, 0))) locked")
            .With("schema", schema ?? "").NumberAsync().ConfigureAwait(false);
        if (schema is not null && await session.Sql("SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = @schema").With("schema", schema).NumberAsync().ConfigureAwait(false) == 0)
        {
            await session.Sql($"CREATE SCHEMA \"{schema}\"").ExecuteAsync().ConfigureAwait(false);
        }
    }

    public override async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using var _ = command.ConfigureAwait(false);
        command.CommandText = $"SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding'), current_schema(), {(schema is null ? HostSession.FoundPathSql : HostSession.PathSql)}";
        var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (row.GetInt32(0) < Oldest)
        {
            throw Refuse($"{place} is on PostgreSQL {row.GetString(1)}; the ledger needs {(Oldest / 10000).ToString(CultureInfo.InvariantCulture)} or newer. Upgrade the server.");
        }

        if (row.GetString(2) is var encoding and not "UTF8")
        {
            throw Refuse($"{place} keeps texts as {encoding}, which cannot hold every object key. Use a database with ENCODING 'UTF8'.");
        }

        if (schema is null && await row.IsDBNullAsync(3, cancellationToken).ConfigureAwait(false))
        {
            throw Refuse($"The search path of the data source names no schema that exists in {place}. Create the schema, or set Search Path in the data source's connection string.");
        }

        _host.Path = row.GetString(4);
    }

    public override bool IsRetryable(DbException error) => PostgreSqlErrors.IsRetryable(error);

    public override bool IsConnectionLost(DbException error) => PostgreSqlErrors.IsConnectionLost(error);

    public override bool IsBatchRefused(DbException error) => PostgreSqlErrors.IsBatchRefused(error);

    public override bool IsOwn(DbConnection connection) => connection is NpgsqlConnection;

    public override string LedgerIdSql => "SELECT ledger_id FROM rs_meta";

    public override bool IsTableMissing(DbException error) => error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    public override bool IsTransactionAborted(DbException error) => PostgreSqlErrors.IsTransactionAborted(error);

    public override ValueTask<string?> EnterAsync(SqlSession session) => _host.EnterAsync(session);

    public override ValueTask LeaveAsync(SqlSession session, string? settings) => HostSession.LeaveAsync(session, settings);

    public override LedgerException Map(DbException error) => PostgreSqlErrorMapper.Map(error, place);

    private static LedgerException Refuse(string message) => new(LedgerErrorKind.Configuration, char.ToUpperInvariant(message[0]) + message[1..]);
}
