namespace ResilientStorage.PostgreSql.Tests;

/// <summary>A test that needs a server.</summary>
internal sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = TestServer.SkipReason;
}
