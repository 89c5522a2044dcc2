using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Output;

/// <summary>Results for scripts: one document a line.</summary>
internal sealed class JsonOutput(ConsoleStreams console) : IOutput
{
    public void Write<T>(T document, JsonTypeInfo<T> type)
        where T : IDocument
    {
        console.WriteLine(ReadableJson.Of(JsonSerializer.Serialize(document, type)));
        console.Flush();
    }

    public void WriteError(CliError error) => Write(new ErrorDocument(error), CliJson.Readable.ErrorDocument);
}
