using System.Text.Json;

namespace ResilientStorage.Cli.Output;

/// <summary>The words of states: the same for people as in JSON.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
