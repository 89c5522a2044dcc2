namespace ResilientStorage.Conformance;

/// <summary>The server that tests/servers/postgresql.sh starts.</summary>
internal static class PostgreSqlServer
{
    public const string Variable = "RESILIENTSTORAGE_TEST_POSTGRESQL";

    /// <summary>Its connection string.</summary>
    public static string ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException($"needs a PostgreSQL server: set {Variable} (tests/servers/postgresql.sh starts one and prints it)");
}
