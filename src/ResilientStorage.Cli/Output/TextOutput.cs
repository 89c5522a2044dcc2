using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Output;

/// <summary>Results for people.</summary>
internal sealed class TextOutput(ConsoleStreams console) : IOutput
{
    public void Write<T>(T document, JsonTypeInfo<T> type)
        where T : IDocument
    {
        foreach (var line in document.ToText())
        {
            console.WriteLine(SingleLine.Of(line));
        }

        console.Flush();
    }

    public void WriteError(CliError error)
    {
        // People read it on standard error.
    }
}
