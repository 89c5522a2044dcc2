namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>The distributions that ask a bucket with the same origin path: an object has the same viewer path at all of them.</summary>
internal sealed class OriginRoute
{
    private readonly int[] _defaults;
    private readonly PatternTrie _trie;

    public OriginRoute(string keyPrefix, IReadOnlyList<RoutedDistribution> distributions)
    {
        KeyPrefix = keyPrefix;
        Distributions = distributions;
        _defaults = [.. distributions.Select(static distribution => distribution.Patterns.Count)];
        _trie = new PatternTrie(distributions);
    }

    /// <summary>What keys begin with that can be reached: the origin path with its slash behind it, not before it; empty for all keys.</summary>
    public string KeyPrefix { get; }

    public IReadOnlyList<RoutedDistribution> Distributions { get; }

    /// <summary>What viewers ask for to get an object.</summary>
    /// <param name="objectKey">The key.</param>
    /// <returns>The path, not escaped; null when no viewer can reach the object this way.</returns>
    public string? ViewerPathOf(string objectKey) =>
        objectKey.StartsWith(KeyPrefix, StringComparison.Ordinal) && objectKey.Length > KeyPrefix.Length ? string.Concat("/", objectKey.AsSpan(KeyPrefix.Length)) : null;

    /// <summary>Finds the behaviour of each distribution that answers for a path.</summary>
    /// <param name="viewerPath">The path, not escaped.</param>
    /// <param name="behaviors">Room for as many numbers as there are distributions.</param>
    public void FindBehaviors(string viewerPath, Span<int> behaviors)
    {
        _defaults.CopyTo(behaviors);
        _trie.FindFirst(viewerPath, behaviors);
    }
}
