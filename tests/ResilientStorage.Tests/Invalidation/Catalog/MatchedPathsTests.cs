namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class MatchedPathsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(20_000)]
    public void Add_Paths_AreInTheirOrder(int count)
    {
        var paths = new MatchedPaths();
        for (var number = 0; number < count; number++)
        {
            paths.Add(new MatchedPath(new EncodedPath($"/{number}", PathReason.Object), CatalogBed.Change($"{number}")));
        }

        Assert.Equal(count, paths.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(static number => $"/{number}"), paths.Select(static path => path.Path.Text));
    }
}
