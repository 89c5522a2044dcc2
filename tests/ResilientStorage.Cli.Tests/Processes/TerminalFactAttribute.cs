namespace ResilientStorage.Cli.Processes;

/// <summary>A test that needs a pseudo terminal.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = File.Exists(Terminal.Tool) ? null : $"needs {Terminal.Tool} (package util-linux or bsdutils) for a pseudo terminal";
}
