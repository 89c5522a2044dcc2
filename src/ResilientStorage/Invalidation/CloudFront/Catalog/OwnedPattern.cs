namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A pattern and whose it is.</summary>
/// <param name="pattern">The pattern.</param>
internal sealed class OwnedPattern(PathPattern pattern)
{
    public PathPattern Pattern => pattern;

    /// <summary>By number the distributions that have it, and as which of their behaviours.</summary>
    public List<(int Distribution, int Behavior)> Owners { get; } = [];
}
