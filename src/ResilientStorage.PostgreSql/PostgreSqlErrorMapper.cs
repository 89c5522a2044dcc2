using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using static Npgsql.PostgresErrorCodes;

namespace ResilientStorage.PostgreSql;

/// <summary>Says what an error of PostgreSQL means for the ledger and what to do. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgreSqlErrorMapper
{
    public static LedgerException Map(DbException error, string place)
    {
        // The server's text without its detail, which may quote values.
        var (kind, what) = error is PostgresException server ? DescribeServer(server.SqlState) : DescribeClient(error);
        var said = error is PostgresException { SqlState: var state, MessageText: var text } ? $"{state}: {text}" : error.Message;
        return new LedgerException(kind, $"{what} ({place}: {said})", error) { IsLocked = error.SqlState == LockNotAvailable };
    }

    /// <summary>The outcome of a commit that could not be found out.</summary>
    public static LedgerException UnknownOutcome(DbException error, string place) => new(
        LedgerErrorKind.Unavailable,
        $"The connection was lost while a transaction was committed, and the database did not tell whether it took effect. Look at the resource before you repeat the call. ({place}: {error.Message})",
        error);

    private static (LedgerErrorKind Kind, string What) DescribeServer(string state) => state switch
    {
        InvalidPassword or InvalidAuthorizationSpecification => (LedgerErrorKind.Configuration, "The database refused the user: check user name, password and the server's pg_hba.conf."),
        InvalidCatalogName => (LedgerErrorKind.Configuration, "There is no such database: create it, or correct the connection string."),
        InsufficientPrivilege => (LedgerErrorKind.Configuration, "The role lacks a right: grant it what the head of the schema script names; one that may not create tables uses Schema = SchemaMode.Verify."),
        UndefinedTable or UndefinedColumn or InvalidSchemaName => (LedgerErrorKind.Configuration, "The tables of the ledger are not as this code needs them: run the package's schema scripts."),
        UntranslatableCharacter or CharacterNotInRepertoire => (LedgerErrorKind.Configuration, "The database cannot hold this text: it needs the encoding UTF8, and texts without the character U+0000."),
        ReadOnlySqlTransaction => (LedgerErrorKind.Unavailable, "The database is read-only, as a standby is: connect to the primary (Target Session Attributes=primary with several hosts), and retry."),
        SerializationFailure or DeadlockDetected => (LedgerErrorKind.Unavailable, "The database gave the transaction up every time it was tried, because of others on the same rows. Retry."),
        QueryCanceled or LockNotAvailable => (LedgerErrorKind.Unavailable, "The database ended the statement after a time limit. Look for long transactions in pg_stat_activity, and retry."),
        _ when PostgreSqlErrors.IsSessionTimeout(state) => (LedgerErrorKind.Unavailable, "The database ended the session after a time limit (idle_in_transaction_session_timeout, transaction_timeout or idle_session_timeout): keep transactions shorter, or raise the limit for this role, and retry."),
        TooManyConnections => (LedgerErrorKind.Unavailable, "The database has no connection free: lower Maximum Pool Size in the connection strings, or raise max_connections, and retry."),
        DiskFull => (LedgerErrorKind.Unavailable, "The server's disk is full: make room, and retry."),
        OutOfMemory => (LedgerErrorKind.Unavailable, "The server is out of memory. Retry."),
        AdminShutdown or CrashShutdown or CannotConnectNow => (LedgerErrorKind.Unavailable, "The server is going down or starting. Retry."),
        DataCorrupted or IndexCorrupted => (LedgerErrorKind.Corrupt, "The database is damaged: restore it from a backup."),
        _ when state.StartsWith("23", StringComparison.Ordinal) => (LedgerErrorKind.Conflict, "A row was changed by another meanwhile. Read again."),
        _ when state.StartsWith("28", StringComparison.Ordinal) => (LedgerErrorKind.Configuration, "The database refused the user: check user name, password and the server's pg_hba.conf."),
        _ => (LedgerErrorKind.Unavailable, "The database failed. Retry; if it goes on, look into the server's log."),
    };

    private static (LedgerErrorKind Kind, string What) DescribeClient(DbException error) => error.InnerException switch
    {
        TimeoutException => (LedgerErrorKind.Unavailable, "The database did not answer in time: look for long transactions in pg_stat_activity, or raise CommandTimeout or the connection string's Timeout. Retry."),
        AuthenticationException => (LedgerErrorKind.Configuration, "The server's certificate was not accepted: check Host, SSL Mode and Root Certificate of the connection string."),
        SocketException => (LedgerErrorKind.Unavailable, "The database cannot be reached: check host, port and firewall, and retry."),
        IOException => (LedgerErrorKind.Unavailable, "The connection to the database broke. Retry."),
        _ => (LedgerErrorKind.Unavailable, "The database could not be asked. Retry; if it goes on, check the connection string."),
    };
}
