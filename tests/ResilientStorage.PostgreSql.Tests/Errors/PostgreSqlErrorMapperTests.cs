using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class PostgreSqlErrorMapperTests
{
    private const string Place = "the PostgreSQL database 'app' on db:5432";

    [Theory]
    [InlineData("28P01", LedgerErrorKind.Configuration, "user name, password")]
    [InlineData("28000", LedgerErrorKind.Configuration, "pg_hba.conf")]
    [InlineData("3D000", LedgerErrorKind.Configuration, "no such database")]
    [InlineData("42501", LedgerErrorKind.Configuration, "lacks a right")]
    [InlineData("42P01", LedgerErrorKind.Configuration, "schema scripts")]
    [InlineData("42703", LedgerErrorKind.Configuration, "schema scripts")]
    [InlineData("3F000", LedgerErrorKind.Configuration, "schema scripts")]
    [InlineData("22P05", LedgerErrorKind.Configuration, "UTF8")]
    [InlineData("22021", LedgerErrorKind.Configuration, "U+0000")]
    [InlineData("25006", LedgerErrorKind.Unavailable, "connect to the primary")]
    [InlineData("40001", LedgerErrorKind.Unavailable, "gave the transaction up")]
    [InlineData("40P01", LedgerErrorKind.Unavailable, "gave the transaction up")]
    [InlineData("57014", LedgerErrorKind.Unavailable, "time limit")]
    [InlineData("55P03", LedgerErrorKind.Unavailable, "time limit")]
    [InlineData("25P03", LedgerErrorKind.Unavailable, "ended the session after a time limit")]
    [InlineData("25P04", LedgerErrorKind.Unavailable, "ended the session after a time limit")]
    [InlineData("57P05", LedgerErrorKind.Unavailable, "ended the session after a time limit")]
    [InlineData("53300", LedgerErrorKind.Unavailable, "Maximum Pool Size")]
    [InlineData("53100", LedgerErrorKind.Unavailable, "make room")]
    [InlineData("53200", LedgerErrorKind.Unavailable, "out of memory")]
    [InlineData("57P01", LedgerErrorKind.Unavailable, "going down or starting")]
    [InlineData("57P02", LedgerErrorKind.Unavailable, "going down or starting")]
    [InlineData("57P03", LedgerErrorKind.Unavailable, "going down or starting")]
    [InlineData("XX001", LedgerErrorKind.Corrupt, "backup")]
    [InlineData("XX002", LedgerErrorKind.Corrupt, "backup")]
    [InlineData("23505", LedgerErrorKind.Conflict, "changed by another")]
    [InlineData("23503", LedgerErrorKind.Conflict, "changed by another")]
    [InlineData("XX000", LedgerErrorKind.Unavailable, "server's log")]
    public void Map_ServerError_GivesKindAdviceAndPlaceWithoutItsDetail(string code, LedgerErrorKind kind, string advice)
    {
        var cause = new PostgresException("the cause", "ERROR", "ERROR", code, detail: "Key (idempotency_key)=(secret) exists.");

        var error = PostgreSqlErrorMapper.Map(cause, Place);

        AssertMapped(error, cause, kind, advice);
        Assert.Contains($"{code}: the cause", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception?, LedgerErrorKind, string> ClientErrors => new()
    {
        { new TimeoutException(), LedgerErrorKind.Unavailable, "CommandTimeout" },
        { new SocketException(), LedgerErrorKind.Unavailable, "cannot be reached" },
        { new AuthenticationException(), LedgerErrorKind.Configuration, "certificate" },
        { new EndOfStreamException(), LedgerErrorKind.Unavailable, "connection to the database broke" },
        { new IOException(), LedgerErrorKind.Unavailable, "connection to the database broke" },
        { null, LedgerErrorKind.Unavailable, "could not be asked" },
    };

    [Theory]
    [MemberData(nameof(ClientErrors))]
    public void Map_ClientError_GivesKindAdviceAndPlace(Exception? inner, LedgerErrorKind kind, string advice)
    {
        var cause = new NpgsqlException("the cause", inner);

        var error = PostgreSqlErrorMapper.Map(cause, Place);

        AssertMapped(error, cause, kind, advice);
    }

    [Theory]
    [InlineData("25P03", true, true)]
    [InlineData("25P04", true, true)]
    [InlineData("40001", true, false)]
    [InlineData("40P01", true, false)]
    [InlineData("23505", true, false)]
    [InlineData("57P01", true, true)]
    [InlineData("57P02", true, true)]
    [InlineData("57P05", true, true)]
    [InlineData("08006", true, true)]
    [InlineData("57014", false, false)]
    [InlineData("42P01", false, false)]
    [InlineData("22012", false, false)]
    public void IsRetryableIsConnectionLost_ServerError_AreAsListed(string code, bool isRetryable, bool isLost)
    {
        var error = new PostgresException("the cause", "ERROR", "ERROR", code);

        Assert.Equal((isRetryable, isLost), (PostgreSqlErrors.IsRetryable(error), PostgreSqlErrors.IsConnectionLost(error)));
    }

    [Theory]
    [InlineData("25P02", true)]
    [InlineData("25P03", true)]
    [InlineData("25P04", true)]
    [InlineData("57P05", true)]
    [InlineData("40P01", true)]
    [InlineData("55P03", true)]
    [InlineData("57014", true)]
    [InlineData("42P01", false)]
    [InlineData("53100", false)]
    public void IsTransactionAborted_ServerError_IsAsListed(string code, bool isAborted) =>
        Assert.Equal(isAborted, PostgreSqlErrors.IsTransactionAborted(new PostgresException("the cause", "ERROR", "ERROR", code)));

    [Theory]
    [InlineData("55P03", true)]
    [InlineData("57014", false)]
    [InlineData("57P01", false)]
    public void Map_ServerError_OnlyALockIsLocked(string code, bool isLocked) =>
        Assert.Equal(isLocked, PostgreSqlErrorMapper.Map(new PostgresException("the cause", "ERROR", "ERROR", code), Place).IsLocked);

    [Fact]
    public void IsConnectionLost_ClientError_OnlyWhenTheStreamEnded()
    {
        Assert.True(PostgreSqlErrors.IsConnectionLost(new NpgsqlException("x", new EndOfStreamException())));
        Assert.False(PostgreSqlErrors.IsConnectionLost(new NpgsqlException("x", new TimeoutException())));
        Assert.False(PostgreSqlErrors.IsConnectionLost(new NpgsqlException("x")));
    }

    [Fact]
    public void IsBatchRefused_DivisionByZero_AndNothingElse()
    {
        Assert.True(PostgreSqlErrors.IsBatchRefused(new PostgresException("x", "ERROR", "ERROR", "22012")));
        Assert.False(PostgreSqlErrors.IsBatchRefused(new PostgresException("x", "ERROR", "ERROR", "22003")));
    }

    private static void AssertMapped(LedgerException error, Exception cause, LedgerErrorKind kind, string advice)
    {
        Assert.Equal(kind, error.Kind);
        Assert.Equal(kind == LedgerErrorKind.Unavailable, error.IsTransient);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains(Place, error.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
    }
}
