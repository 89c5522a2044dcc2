namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// The patterns of many distributions in one tree, by what comes before their first asterisk and then by what follows their last one, so that a path is compared
/// only with those that begin and end as it does, and with each once, however many distributions have it.
/// </summary>
internal sealed class PatternTrie
{
    private readonly PatternNode _root = new();

    /// <summary>Adds the patterns of the distributions.</summary>
    /// <param name="distributions">Their patterns in order; the number of a distribution is its place here.</param>
    public PatternTrie(IReadOnlyList<RoutedDistribution> distributions)
    {
        for (var distribution = 0; distribution < distributions.Count; distribution++)
        {
            for (var behavior = 0; behavior < distributions[distribution].Patterns.Count; behavior++)
            {
                Add(distributions[distribution].Patterns[behavior]).Owners.Add((distribution, behavior));
            }
        }
    }

    /// <summary>Lowers the number of the behaviour of each distribution to the first one that matches.</summary>
    /// <param name="viewerPath">The path, not escaped.</param>
    /// <param name="behaviors">For each distribution the number of its default behaviour; then of the first that matches.</param>
    public void FindFirst(string viewerPath, Span<int> behaviors) => FollowHeads(_root, viewerPath, 0, behaviors);

    private static void FollowHeads(PatternNode? node, string path, int depth, Span<int> behaviors)
    {
        for (; node is not null; node = node.Next(path[depth++]))
        {
            FollowTails(node.Tails, path, depth, path.Length, behaviors);
            if (depth == path.Length)
            {
                Lower(node.Patterns, [], behaviors);
                return;
            }

            if (node.Any is { } any)
            {
                FollowHeads(any, path, depth + 1, behaviors);
            }
        }
    }

    private static void FollowTails(PatternNode? node, string path, int start, int end, Span<int> behaviors)
    {
        for (; node is not null; node = node.Next(path[--end]))
        {
            Lower(node.Patterns, path.AsSpan(start, end - start), behaviors);
            if (end == start)
            {
                return;
            }

            if (node.Any is { } any)
            {
                FollowTails(any, path, start, end - 1, behaviors);
            }
        }
    }

    private static void Lower(List<OwnedPattern> patterns, ReadOnlySpan<char> between, Span<int> behaviors)
    {
        foreach (var owned in patterns)
        {
            if (!owned.Pattern.IsBetweenMatch(between))
            {
                continue;
            }

            foreach (var (distribution, behavior) in owned.Owners)
            {
                behaviors[distribution] = Math.Min(behaviors[distribution], behavior);
            }
        }
    }

    private OwnedPattern Add(PathPattern pattern)
    {
        var node = pattern.Head.Aggregate(_root, static (node, character) => node.Extend(character));
        if (pattern.HasAsterisk)
        {
            node = pattern.Tail.Reverse().Aggregate(node.Tails ??= new PatternNode(), static (node, character) => node.Extend(character));
        }

        var owned = node.Patterns.Find(known => known.Pattern.Text == pattern.Text);
        if (owned is null)
        {
            node.Patterns.Add(owned = new OwnedPattern(pattern));
        }

        return owned;
    }
}
