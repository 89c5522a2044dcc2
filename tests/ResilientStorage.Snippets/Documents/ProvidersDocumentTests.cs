using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ResilientStorage.Snippets.Documents;

/// <summary>The policies, rules and sums of docs/providers.md.</summary>
public sealed partial class ProvidersDocumentTests
{
    private const string Bucket = "arn:aws:s3:::photos";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs/providers.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("| writer:", 0)]
    [InlineData("| deleter:", 1)]
    public void Policy_OfAnIdentity_AllowsExactlyWhatTheTableLists(string row, int document)
    {
        var cells = Rows().Single(cells => $"| {cells[0]}".StartsWith(row, StringComparison.Ordinal));
        using var policy = JsonDocument.Parse(Blocks()[document]);

        Assert.Equal("2012-10-17", policy.RootElement.GetProperty("Version").GetString());
        var allowed = policy.RootElement.GetProperty("Statement").EnumerateArray().ToDictionary(
            static statement => statement.GetProperty("Resource").GetString()!,
            static statement => statement.GetProperty("Effect").GetString() + ": " + string.Join(", ", statement.GetProperty("Action").EnumerateArray().Select(static action => action.GetString())));
        Assert.Equal(
            new Dictionary<string, string> { [Bucket] = "Allow: " + string.Join(", ", Actions(cells[1])), [$"{Bucket}/*"] = "Allow: " + string.Join(", ", Actions(cells[2])) },
            allowed);
    }

    [Fact]
    public void Policies_TogetherWithoutWildcards_NameNoActionTwice()
    {
        var actions = Blocks().Take(2).SelectMany(static block => Actions(block.Replace('"', '`'))).ToList();

        Assert.Equal(10, actions.Count);
        Assert.Equal(actions.Count, actions.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void LifecycleRules_All_RemoveNoCurrentObject()
    {
        var rules = Blocks().Skip(2).SelectMany(static block => JsonDocument.Parse(block).RootElement.GetProperty("Rules").EnumerateArray()).ToList();

        Assert.Equal(["abort-unfinished-uploads", "end-old-versions"], rules.Select(static rule => rule.GetProperty("ID").GetString()));
        Assert.True(rules[0].GetProperty("AbortIncompleteMultipartUpload").GetProperty("DaysAfterInitiation").GetInt32() >= 7);
        Assert.All(rules, static rule =>
        {
            Assert.False(rule.TryGetProperty("Transitions", out _));
            Assert.False(rule.TryGetProperty("Expiration", out var expiration) && expiration.EnumerateObject().Any(static property => property.Name != "ExpiredObjectDeleteMarker"));
        });
    }

    [Fact]
    public void Prices_EverySum_IsThatOfItsParts()
    {
        var prices = Rows().Where(static cells => cells.Length == 4 && decimal.TryParse(cells[3], CultureInfo.InvariantCulture, out _))
            .ToDictionary(static cells => cells[0], static cells => cells.Skip(1).Select(static cell => decimal.Parse(cell, CultureInfo.InvariantCulture)).ToArray());

        Assert.Equal(6, prices.Count);
        Assert.All(prices.Values, static price => Assert.Equal(price[2], price[0] + price[1]));
        foreach (var (setUp, price) in prices.Where(static pair => pair.Key.StartsWith("main ", StringComparison.Ordinal)))
        {
            var (main, backup) = (Alone(setUp.Split(", backup ")[0]["main ".Length..]), Alone(setUp.Split(", backup ")[1]));
            Assert.Equal([main[0] + backup[0], main[1]], price[..2]);
        }

        decimal[] Alone(string store) => prices.Single(pair => pair.Key.StartsWith(store, StringComparison.Ordinal)).Value;
    }

    private static List<string> Blocks() => [.. JsonBlock().Matches(Text).Select(static match => match.Groups[1].Value)];

    private static IEnumerable<string[]> Rows() =>
        Text.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Select(static line => line.Trim('|', ' ').Split(" | ").Select(static cell => cell.Trim()).ToArray());

    private static IEnumerable<string> Actions(string text) => Action().Matches(text).Select(static match => match.Groups[1].Value);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("`(s3:[A-Za-z]+)`")]
    private static partial Regex Action();
}
