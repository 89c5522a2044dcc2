using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>show</c>.</summary>
internal sealed record ShowDocument(
    [property: Description("the resource key")] string Key,
    [property: Description("its versions, newest first")] IReadOnlyList<VersionDocument> Versions) : IDocument
{
    public IEnumerable<string> ToText() => Versions.SelectMany(static version => version.ToText()).Prepend(Key);
}
