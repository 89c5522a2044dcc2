using System.ComponentModel;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>delete</c>.</summary>
internal sealed record DeleteDocument(
    [property: Description("one answer per key, in the order asked")] IReadOnlyList<DeleteResultDocument> Results,
    [property: Description("null when every key was deleted (and, with --wait, its bytes are gone)")] CliError? Error) : IDocument
{
    public IEnumerable<string> ToText() => Results.Where(static result => result.VersionId is not null).Select(static result =>
        result.Removal?.State == RemovalState.Removed
            ? $"deleted {result.Key}, and its bytes are gone"
            : $"deleted {result.Key}; its bytes are removed after {Units.Time(result.RemovalDueAt!.Value)}");
}
