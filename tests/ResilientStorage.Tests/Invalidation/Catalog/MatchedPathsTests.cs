namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class MatchedPathsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40_000)]
    public void Add_Paths_AreInTheirOrder(int count)
    {
        var paths = new MatchedPaths();
        for (var number = 0; number < count; number++)
        {
            paths.Add(new ChangedPath(CatalogBed.Change($"{number}"), [new EncodedPath($"/{number}", PathReason.Object), new EncodedPath($"/{number}*", PathReason.DoubtfulEscape)]));
        }

        Assert.Equal(2 * count, paths.Count);
        Assert.Equal(Enumerable.Range(0, count).SelectMany(static number => new[] { $"/{number}", $"/{number}*" }), paths.Select(static path => path.Path.Text));
        Assert.All(paths, static path => Assert.StartsWith("/" + path.Change.ObjectKey, path.Path.Text, StringComparison.Ordinal));
    }
}
