using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ResilientStorage.Cli.Documents;

namespace ResilientStorage.Cli.Processes;

/// <summary>What the program said and how it ended.</summary>
internal sealed partial record CliResult(int ExitCode, byte[] Content, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Content);

    /// <summary>The lines of standard error that are no progress, which a slow machine has and a fast one has not.</summary>
    public string[] ErrorLines => [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !Progress().IsMatch(line))];

    /// <summary>What a terminal showed, without colours and movements.</summary>
    public string Shown => Escapes().Replace(Output, "");

    /// <summary>Fails with what the program said unless it ended as expected.</summary>
    public CliResult Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>The one document on standard output, checked against what docs/cli.md says of it.</summary>
    public T Document<T>(JsonTypeInfo<T> type) => Assert.Single(Documents(type));

    public IReadOnlyList<T> Documents<T>(JsonTypeInfo<T> type)
    {
        Assert.True(Output.Length == 0 || Output.EndsWith('\n'), Output);
        return [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Read(line, type))];
    }

    [GeneratedRegex("^(put|get): .* left$")]
    private static partial Regex Progress();

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Escapes();

    private static T Read<T>(string line, JsonTypeInfo<T> type)
    {
        using var json = JsonDocument.Parse(line);
        DocumentedMembers.AssertMatch(json.RootElement, typeof(T));
        return JsonSerializer.Deserialize(line, type)!;
    }
}
