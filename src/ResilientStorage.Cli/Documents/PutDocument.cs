using System.ComponentModel;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>put</c>.</summary>
internal sealed record PutDocument(
    [property: Description("the files that are in every store, in the order of their names")] IReadOnlyList<PutFileDocument> Stored,
    [property: Description("what is not stored")] IReadOnlyList<PutFailureDocument> Failed,
    [property: Description("the bytes of the stored files")] long Bytes,
    [property: Description("null when everything is stored")] CliError? Error) : IDocument
{
    public IEnumerable<string> ToText()
    {
        foreach (var file in Stored)
        {
            yield return $"stored {file.Key} ({Units.Bytes(file.Length)})";
        }

        if (Stored.Count > 1)
        {
            yield return $"{Units.Count(Stored.Count, "file")} stored, {Units.Bytes(Bytes)}";
        }
    }
}
