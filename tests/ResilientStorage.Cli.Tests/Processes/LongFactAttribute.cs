namespace ResilientStorage.Cli.Processes;

/// <summary>A test that takes minutes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = LongRun.IsOn ? null : $"takes minutes: run ./test.sh --long, which sets {LongRun.Variable}=1";
}
