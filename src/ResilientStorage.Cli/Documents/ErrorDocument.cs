using System.ComponentModel;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Documents;

/// <summary>Instead of a result.</summary>
internal sealed record ErrorDocument([property: Description("what went wrong")] CliError Error) : IDocument
{
    public IEnumerable<string> ToText() => [];
}
