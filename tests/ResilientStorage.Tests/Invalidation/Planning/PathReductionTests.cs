using ResilientStorage.Invalidation.Properties;

namespace ResilientStorage.Invalidation.Planning;

public sealed class PathReductionTests
{
    [Theory]
    [InlineData("/a /a /b", "/a /b")]
    [InlineData("/a/* /a/b /a/ /a /a/c/*", "/a /a/*")]
    [InlineData("/a* /a /ab/c /b", "/a* /b")]
    [InlineData("/* /x /y/*", "/*")]
    [InlineData("/a/b* /a/c /a/b", "/a/b* /a/c")]
    [InlineData("/a-b /a/* /a", "/a /a-b /a/*")]
    public void Of_Paths_DropsWhatAnotherCovers(string paths, string kept) => Assert.Equal(kept.Split(' '), PathReduction.Of(paths.Split(' ')).Kept);

    [Fact]
    public void Of_AnyPaths_KeepsThoseThatNoOtherCovers() => Property.Check(
        static random => ("", (IReadOnlyList<string>)PlannerCase.RandomPaths(random, random.Next(0, 60))),
        static (_, paths) =>
        {
            var reduction = PathReduction.Of(paths);

            var expected = paths.Distinct().Where(path => !paths.Any(other => other != path && PlannerCase.Covers(other, path))).Order(StringComparer.Ordinal);
            Assert.Equal(expected, reduction.Kept.Order(StringComparer.Ordinal));
            Assert.All(paths.Select((path, index) => (path, index)), pair => Assert.True(PlannerCase.Covers(reduction.Kept[reduction.KeptOf[pair.index]], pair.path)));
        });
}
