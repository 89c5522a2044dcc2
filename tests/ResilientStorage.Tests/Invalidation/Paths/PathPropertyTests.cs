using System.Text.RegularExpressions;
using ResilientStorage.Invalidation.Properties;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Invalidation;

public sealed partial class PathPropertyTests
{
    private static readonly string[] Pieces = ["a", "Z", "9", "/", "/", " ", "+", "%", "%20", "%2A", "*", "?", "#", "~", "'", "\"", "[", "]", "&", "=", "\\", "ä", "日", "\U0001F600", "\u0001", "\u007F", ".", ":", ";"];

    private static readonly PathForms Forms = new(new InvalidationPathOptions());

    [Fact]
    public void TryExpand_AnyPath_ExactFormDecodesToItAndWildcardsToItsBegin() => Property.Check(Generate, static (_, pieces) =>
    {
        var path = "/" + string.Concat(pieces);
        if (!Forms.TryExpand(path, PathReason.Object, variesByQueryString: false, out var forms, out var problem))
        {
            Assert.StartsWith("/*", path, StringComparison.Ordinal);
            Assert.StartsWith("its first character is an asterisk", problem, StringComparison.Ordinal);
            return;
        }

        Assert.All(forms, form =>
        {
            Assert.Matches(Sendable(), form.Text);
            var text = form.Text.TrimEnd('*');
            var decoded = Uri.UnescapeDataString(text.Replace('+', ' '));
            Assert.True(form.IsWildcard ? path.StartsWith(decoded, StringComparison.Ordinal) : path == decoded, $"{form.Text} decodes to {decoded}");
        });
        Assert.Equal(path.Contains('*', StringComparison.Ordinal), !forms.Any(static form => form is { IsWildcard: false, Reason: PathReason.Object }));
    });

    [Fact]
    public void TryParse_AnEmittedPath_IsThatPath() => Property.Check(Generate, static (_, pieces) => Assert.All(Emit("/b" + string.Concat(pieces)), static text => Assert.Equal(text, ParseFirst(text))));

    private static IEnumerable<string> Emit(string path)
    {
        Assert.True(Forms.TryExpand(path, PathReason.Object, variesByQueryString: false, out var forms, out _));
        return forms.Select(static form => form.Text);
    }

    private static string ParseFirst(string path)
    {
        Assert.True(Forms.TryParse(path, out var forms, out _));
        return forms[0].Text;
    }

    private static (string Settings, IReadOnlyList<string> Items) Generate(SimRandom random) =>
        ("defaults", [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => random.Pick(Pieces))]);

    [GeneratedRegex(@"^/([A-Za-z0-9\-_.!$&(),;:@=/+]|%[0-9A-F]{2})*\*?\z")]
    private static partial Regex Sendable();
}
