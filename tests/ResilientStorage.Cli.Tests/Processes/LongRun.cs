namespace ResilientStorage.Cli.Processes;

/// <summary>Sizes: small ones in every run, the real ones with <c>./test.sh --long</c>.</summary>
internal static class LongRun
{
    public const string Variable = "RESILIENTSTORAGE_LONG";

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
