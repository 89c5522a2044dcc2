namespace ResilientStorage.Cli.Documents;

/// <summary>A result: JSON for scripts (its members), text for people.</summary>
internal interface IDocument
{
    /// <summary>The lines for people.</summary>
    IEnumerable<string> ToText();
}
