namespace ResilientStorage.Cli.Processes;

/// <summary>A test that needs signals or named pipes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs signals, links and named pipes of Unix" : null;
}
