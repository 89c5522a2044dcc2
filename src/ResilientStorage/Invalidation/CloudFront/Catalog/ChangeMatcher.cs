namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Finds what changes make stale, at every distribution.</summary>
/// <param name="snapshot">What is known about distributions.</param>
/// <param name="context">The rules that hold at all of them.</param>
internal sealed class ChangeMatcher(CatalogSnapshot snapshot, MatchContext context)
{
    private readonly SortedDictionary<string, DistributionMatches> _matches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteMatcher[]> _routes = new(StringComparer.Ordinal);
    private readonly List<ObjectChange> _unserved = [];
    private readonly List<RefusedChange> _refused = [];
    private readonly SkipCounts _skips = new();

    /// <summary>Finds it. To be called once.</summary>
    /// <param name="changes">The changes.</param>
    public MatchResult Match(IReadOnlyList<ObjectChange> changes)
    {
        foreach (var change in changes)
        {
            var routes = RoutesOf(change.Bucket);
            if (routes.Length == 0)
            {
                _skips.Add(SkipReason.UnknownBucket);
            }

            var isException = !change.IsRemoval && context.Exceptions.Has(change);
            var (isServed, refused) = (false, _refused.Count);
            foreach (var route in routes)
            {
                isServed |= route.Match(change, isException);
            }

            if (!isServed && refused == _refused.Count)
            {
                _unserved.Add(change);
            }
        }

        return new MatchResult { Distributions = [.. _matches.Values], Unserved = _unserved, Refused = _refused, Skips = _skips };
    }

    private RouteMatcher[] RoutesOf(string bucket)
    {
        if (!_routes.TryGetValue(bucket, out var routes))
        {
            _routes.Add(bucket, routes = [.. snapshot.RoutesOf(bucket).Select(route => new RouteMatcher(route, context, [.. route.Distributions.Select(MatchesOf)], _refused))]);
        }

        return routes;
    }

    private DistributionMatches MatchesOf(RoutedDistribution distribution)
    {
        if (!_matches.TryGetValue(distribution.Id, out var matches))
        {
            _matches.Add(distribution.Id, matches = new DistributionMatches(distribution.Id));
        }

        matches.Barriers.UnionWith(distribution.Barriers);
        return matches;
    }
}
