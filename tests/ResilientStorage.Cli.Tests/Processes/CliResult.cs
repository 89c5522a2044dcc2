using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Cli.Documents;

namespace ResilientStorage.Cli.Processes;

/// <summary>What the program said and how it ended.</summary>
internal sealed record CliResult(int ExitCode, byte[] Content, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Content);

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

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

    private static T Read<T>(string line, JsonTypeInfo<T> type)
    {
        using var json = JsonDocument.Parse(line);
        DocumentedMembers.AssertMatch(json.RootElement, typeof(T));
        return JsonSerializer.Deserialize(line, type)!;
    }
}
