using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Output;

/// <summary>Where results go, as text or as JSON.</summary>
internal interface IOutput
{
    /// <summary>Writes a result.</summary>
    void Write<T>(T document, JsonTypeInfo<T> type)
        where T : IDocument;

    /// <summary>Writes, where scripts read, what kept the command from a result.</summary>
    void WriteError(CliError error);
}
