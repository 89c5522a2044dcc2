using System.Text.RegularExpressions;
using Xunit;

namespace ResilientStorage.Snippets.Documents;

/// <summary>The parts of a document that are made from the code, between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static partial class GeneratedSection
{
    /// <summary>Set to 1, the documents are written anew instead of compared.</summary>
    private const string ApproveVariable = "RESILIENTSTORAGE_APPROVE_DOCS";

    public static IReadOnlyList<string> NamesIn(string document) =>
        [.. Section().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(static match => match.Groups["name"].Value)];

    /// <summary>Fails when a section differs from what the code says.</summary>
    public static void AssertCurrent(string document, Func<string, string> generate)
    {
        var path = Path.Combine(Repository.Root, document);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var current = Section().Replace(text, match => $"<!-- generated: {match.Groups["name"].Value} -->\n{generate(match.Groups["name"].Value).Trim('\n')}\n<!-- end -->");
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.WriteAllText(path, current);
            text = current;
        }

        Assert.True(text == current, $"{document} is not what the code says. Run the tests of this project once with {ApproveVariable}=1 and look at the difference.\n{FirstDifference(text, current)}");
    }

    private static string FirstDifference(string text, string current)
    {
        var (left, right) = (text.Split('\n'), current.Split('\n'));
        for (var line = 0; line < Math.Min(left.Length, right.Length); line++)
        {
            if (left[line] != right[line])
            {
                return $"line {line + 1}\nis:        {left[line]}\nshould be: {right[line]}";
            }
        }

        return $"It has {left.Length} lines and should have {right.Length}.";
    }

    [GeneratedRegex(@"<!-- generated: (?<name>[\w.]+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Section();
}
