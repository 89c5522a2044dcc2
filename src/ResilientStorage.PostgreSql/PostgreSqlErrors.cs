using System.Data.Common;
using Npgsql;

namespace ResilientStorage.PostgreSql;

/// <summary>What the kinds of errors mean for a transaction. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Whether the transaction surely did not take effect and may be run again.</summary>
    public static bool IsRetryable(DbException error) => error is PostgresException server && IsGivenUp(server)
        || IsConnectionLost(error);

    /// <summary>Whether a transaction of the host is to be rolled back and run again: what the ledger would do with its own, and locks that could not be had in the host's time.</summary>
    public static bool IsTransactionAborted(DbException error) => IsRetryable(error)
        || error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.InFailedSqlTransaction }
        || error.InnerException is TimeoutException;

    /// <summary>Whether the connection broke: what was asked last may or may not have happened.</summary>
    public static bool IsConnectionLost(DbException error) => error is PostgresException server
        ? server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown || IsSessionTimeout(server.SqlState) || server.SqlState.StartsWith("08", StringComparison.Ordinal)
        : error.InnerException is IOException;

    /// <summary>Whether the server ended the session after a time limit: idle_in_transaction_session_timeout, transaction_timeout, idle_session_timeout.</summary>
    public static bool IsSessionTimeout(string state) => state is "25P03" or "25P04" or "57P05";

    /// <summary>Whether the last statement of a batch refused it on purpose, by a division by zero.</summary>
    public static bool IsBatchRefused(DbException error) => error is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero };

    // Unique violations between transactions that share no lock (an idempotency key, a version id): the second look finds what the first could not see.
    private static bool IsGivenUp(PostgresException server) => server.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;
}
