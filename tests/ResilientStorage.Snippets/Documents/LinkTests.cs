using System.Text.RegularExpressions;
using Xunit;

namespace ResilientStorage.Snippets.Documents;

/// <summary>No document leads nowhere, or promises what is not there yet.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => SnippetTests.Documents;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_LinksAndImages_LeadToFiles(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;

        var dead = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .Select(static match => match.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])))
            .ToList();

        Assert.Empty(dead);
    }

    [Fact]
    public void Benchmarks_EveryTable_IsMeasured() =>
        Assert.DoesNotContain("Not measured yet", File.ReadAllText(Path.Combine(Repository.Root, "docs", "benchmarks.md")), StringComparison.Ordinal);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
