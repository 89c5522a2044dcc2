namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// The patterns of many distributions in one tree of their literal beginnings, so that a path is compared only with those that may match, and with each once,
/// however many distributions have it.
/// </summary>
internal sealed class PatternTrie
{
    private readonly Node _root = new();

    /// <summary>Adds the patterns of the distributions.</summary>
    /// <param name="distributions">Their patterns in order; the number of a distribution is its place here.</param>
    public PatternTrie(IReadOnlyList<RoutedDistribution> distributions)
    {
        for (var distribution = 0; distribution < distributions.Count; distribution++)
        {
            for (var behavior = 0; behavior < distributions[distribution].Patterns.Count; behavior++)
            {
                Add(distributions[distribution].Patterns[behavior], distribution, behavior);
            }
        }
    }

    /// <summary>Lowers the number of the behaviour of each distribution to the first one that matches.</summary>
    /// <param name="viewerPath">The path, not escaped.</param>
    /// <param name="behaviors">For each distribution the number of its default behaviour; then of the first that matches.</param>
    public void FindFirst(string viewerPath, Span<int> behaviors)
    {
        var node = _root;
        for (var depth = 0; ; depth++)
        {
            foreach (var owned in node.Patterns)
            {
                if (owned.Pattern.IsRestMatch(viewerPath))
                {
                    foreach (var (distribution, behavior) in owned.Owners)
                    {
                        behaviors[distribution] = Math.Min(behaviors[distribution], behavior);
                    }
                }
            }

            if (depth == viewerPath.Length || node.Children is null || !node.Children.TryGetValue(viewerPath[depth], out node))
            {
                return;
            }
        }
    }

    private void Add(PathPattern pattern, int distribution, int behavior)
    {
        var node = _root;
        foreach (var character in pattern.Prefix)
        {
            node.Children ??= [];
            if (!node.Children.TryGetValue(character, out var next))
            {
                node.Children.Add(character, next = new Node());
            }

            node = next;
        }

        var owned = node.Patterns.Find(known => known.Pattern.Text == pattern.Text);
        if (owned is null)
        {
            node.Patterns.Add(owned = new OwnedPattern(pattern));
        }

        owned.Owners.Add((distribution, behavior));
    }

    private sealed class Node
    {
        public List<OwnedPattern> Patterns { get; } = [];

        public Dictionary<char, Node>? Children { get; set; }
    }

    private sealed class OwnedPattern(PathPattern pattern)
    {
        public PathPattern Pattern => pattern;

        public List<(int Distribution, int Behavior)> Owners { get; } = [];
    }
}
