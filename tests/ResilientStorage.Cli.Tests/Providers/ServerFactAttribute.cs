using ResilientStorage.Conformance.Meta;

namespace ResilientStorage.Cli.Providers;

/// <summary>A test that needs the servers of tests/servers/up.sh: skipped with the reason without them, or run, and so failed, where they are required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = ServerStorage.Variables.Select(NeedsServerAttribute.SkipReasonFor).FirstOrDefault(static reason => reason is not null);
}
