using Xunit.Sdk;

namespace ResilientStorage.Conformance;

/// <summary>The server that tests/servers/postgresql.sh starts.</summary>
internal static class PostgreSqlServer
{
    public const string Variable = "RESILIENTSTORAGE_TEST_POSTGRESQL";

    private const string RequireVariable = "RESILIENTSTORAGE_REQUIRE_SERVERS";

    /// <summary>Its connection string. Without one the test is skipped with the reason, or fails where servers are required.</summary>
    public static string ConnectionString
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text)
            {
                return text;
            }

            var reason = $"needs a PostgreSQL server: set {Variable} (tests/servers/postgresql.sh starts one and prints it)";
            throw Environment.GetEnvironmentVariable(RequireVariable) == "1" ? new InvalidOperationException(reason) : SkipException.ForSkip(reason);
        }
    }
}
