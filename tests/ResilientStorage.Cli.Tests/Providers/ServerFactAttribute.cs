namespace ResilientStorage.Cli.Providers;

/// <summary>A test that needs the servers of tests/servers/up.sh: skipped with the reason without them, or run, and so failed, where they are required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = ServerStorage.IsAvailable || Environment.GetEnvironmentVariable("RESILIENTSTORAGE_REQUIRE_SERVERS") == "1"
        ? null
        : $"needs servers: {Environment.GetEnvironmentVariable("RESILIENTSTORAGE_NO_SERVERS") ?? "set what tests/servers/up.sh prints"}";
}
