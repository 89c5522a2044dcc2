namespace ResilientStorage.PostgreSql.Tests;

/// <summary>The server that tests/servers/postgresql.sh starts.</summary>
internal static class TestServer
{
    private const string Variable = "RESILIENTSTORAGE_TEST_POSTGRESQL";

    /// <summary>Why a test cannot run; null when it can, or where servers are required and it has to fail.</summary>
    public static string? SkipReason => Text is null && Environment.GetEnvironmentVariable("RESILIENTSTORAGE_REQUIRE_SERVERS") != "1" ? Reason : null;

    public static string ConnectionString => Text ?? throw new InvalidOperationException(Reason);

    private static string Reason => $"needs a PostgreSQL server: {Environment.GetEnvironmentVariable("RESILIENTSTORAGE_NO_SERVERS") ?? $"set {Variable} (tests/servers/postgresql.sh starts one and prints it)"}";

    private static string? Text => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;
}
