namespace ResilientStorage.PostgreSql.Tests;

/// <summary>A test with data that needs a server.</summary>
internal sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = TestServer.SkipReason;
}
