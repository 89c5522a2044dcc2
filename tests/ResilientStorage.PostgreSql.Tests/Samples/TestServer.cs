using ResilientStorage.Conformance;
using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>The server that tests/servers/postgresql.sh starts.</summary>
internal static class TestServer
{
    /// <summary>Why a test cannot run; null when it can, or where servers are required and it has to fail.</summary>
    public static string? SkipReason => NeedsServerAttribute.SkipReasonFor(PostgreSqlServer.Variable);

    public static string ConnectionString => PostgreSqlServer.ConnectionString;
}
