using System.Text.RegularExpressions;
using ResilientStorage.Invalidation.Properties;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("*", "/", true)]
    [InlineData("*", "/a/b", true)]
    [InlineData("/images/*", "/images/a/b.jpg", true)]
    [InlineData("images/*", "/images/a.jpg", true)]
    [InlineData("/images/*", "/Images/a.jpg", false)]
    [InlineData("/images/*", "/images", false)]
    [InlineData("*.jpg", "/a/b.jpg", true)]
    [InlineData("*.jpg", "/a.jpg.txt", false)]
    [InlineData("/a??.jpg", "/a12.jpg", true)]
    [InlineData("/a??.jpg", "/a1.jpg", false)]
    [InlineData("/a?/b", "/a//b", true)]
    [InlineData("/a*b*c", "/axbxbxc", true)]
    [InlineData("/a*b*c", "/axbxbx", false)]
    [InlineData("/exact", "/exact", true)]
    [InlineData("/exact", "/exactly", false)]
    [InlineData("/a.c", "/abc", false)]
    [InlineData("?a", "/xa", true)]
    [InlineData("/ab*b", "/ab", false)]
    [InlineData("/a*?", "/a", false)]
    [InlineData("/a*?", "/ab", true)]
    [InlineData("/*a?c*", "/xabcx", true)]
    [InlineData("/*ab*bc", "/abc", false)]
    [InlineData("/**", "/", true)]
    public void IsMatch_Pattern_IsWhatTheServiceDoes(string pattern, string path, bool expected) => Assert.Equal(expected, new PathPattern(pattern).IsMatch(path));

    [Fact]
    public void IsMatch_AnyPattern_IsThatOfARegularExpression() => Property.Check(
        static random => (RandomText(random, "ab/*?", 8), (IReadOnlyList<string>)[.. Enumerable.Range(0, 20).Select(_ => "/" + RandomText(random, "ab/", 10))]),
        static (pattern, paths) => Assert.All(paths, path =>
        {
            var rooted = pattern.StartsWith('/') ? pattern : "/" + pattern;
            var expression = $"^{Regex.Escape(rooted).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z";
            Assert.Equal(Regex.IsMatch(path, expression), new PathPattern(pattern).IsMatch(path));
        }));

    [Fact]
    public void FindBehaviors_AnyDistributions_AreThoseOfTryingOneAfterTheOther() => Property.Check(
        static random =>
        {
            IReadOnlyList<RoutedDistribution> distributions = [.. Enumerable.Range(0, random.Next(1, 6)).Select(id => RandomDistribution(random, id))];
            return (distributions, (IReadOnlyList<string>)[.. Enumerable.Range(0, 30).Select(_ => "/" + RandomText(random, "ab/", 8))]);
        },
        static (distributions, paths) =>
        {
            var route = new OriginRoute("", distributions);
            var behaviors = new int[distributions.Count];
            Assert.All(paths, path =>
            {
                route.FindBehaviors(path, behaviors);

                Assert.Equal(distributions.Select(distribution => distribution.TreatmentOf(path)), distributions.Select((distribution, index) => distribution.Treatments[behaviors[index]]));
            });
        });

    private static RoutedDistribution RandomDistribution(SimRandom random, int id)
    {
        PathPattern[] patterns = [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => new PathPattern(RandomText(random, "ab/*?", 6)))];

        // Any number will do that tells the behaviours apart.
        return new RoutedDistribution($"E{id}", patterns, [.. Enumerable.Range(0, patterns.Length + 1).Select(static index => (BehaviorTreatment)index)], []);
    }

    private static string RandomText(SimRandom random, string alphabet, int longest) => string.Concat(Enumerable.Range(0, random.Next(1, longest)).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
