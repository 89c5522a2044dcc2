namespace ResilientStorage.Cli.Processes;

/// <summary>A test that takes minutes and needs a pseudo terminal.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTerminalFactAttribute : FactAttribute
{
    public LongTerminalFactAttribute() => Skip = new LongFactAttribute().Skip ?? new TerminalFactAttribute().Skip;
}
