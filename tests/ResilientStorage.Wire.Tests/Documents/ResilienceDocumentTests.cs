using System.Text;
using ResilientStorage.Snippets.Documents;
using ResilientStorage.Wire.Driver;

namespace ResilientStorage.Wire.Documents;

/// <summary>The table of docs/resilience.md says what the tests of the wire expect.</summary>
public sealed class ResilienceDocumentTests
{
    private const string Begin = "<!-- generated: wire -->\n";
    private const string End = "<!-- end -->";

    // Set to 1, the document is written anew instead of compared.
    private const string ApproveVariable = "RESILIENTSTORAGE_APPROVE_DOCS";

    [Fact]
    public async Task Document_Table_IsWhatTheTestsExpect()
    {
        var path = Path.Combine(Repository.Root, "docs", "resilience.md");
        var text = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            await File.WriteAllTextAsync(path, text[..from] + Table() + text[to..]);
            return;
        }

        Assert.Equal(Table(), text[from..to]);
    }

    private static string Table()
    {
        var table = new StringBuilder("| on the wire | kind | tried again | what to do |\n|---|---|---|---|\n");
        foreach (var row in ConnectionCase.All)
        {
            table.Append(Row(row.What, row.Kind, row.IsTransient, row.Advice));
        }

        foreach (var row in WireCases.All)
        {
            table.Append(Row(row.What, row.Kind, row.IsTransient, row.Advice));
        }

        return table.ToString();
    }

    private static string Row(string what, StorageErrorKind kind, bool isTransient, string advice) => $"| {what} | {kind} | {(isTransient ? "yes" : "no")} | {advice} |\n";
}
