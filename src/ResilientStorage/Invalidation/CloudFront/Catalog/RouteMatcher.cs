namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Finds what changes of one bucket make stale at the distributions that ask it with one origin path.</summary>
internal sealed class RouteMatcher
{
    private readonly OriginRoute _route;
    private readonly MatchContext _context;
    private readonly DistributionMatches[] _matches;
    private readonly List<RefusedChange> _refused;
    private readonly int[] _behaviors;
    private readonly BehaviorTreatment[][] _treatments;
    private readonly Dictionary<string, int[]> _roots;
    private readonly string? _indexSuffix;

    public RouteMatcher(OriginRoute route, MatchContext context, DistributionMatches[] matches, List<RefusedChange> refused)
    {
        _route = route;
        _context = context;
        _matches = matches;
        _refused = refused;
        _behaviors = new int[matches.Length];
        _treatments = [.. route.Distributions.Select(static distribution => distribution.Treatments.ToArray())];
        _roots = Enumerable.Range(0, matches.Length)
            .Where(index => context.RootObjects.ContainsKey(matches[index].DistributionId))
            .GroupBy(index => "/" + context.RootObjects[matches[index].DistributionId].TrimStart('/'), StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        _indexSuffix = context.IndexDocument is { } document ? "/" + document : null;
    }

    /// <summary>Adds the paths of a change to the matches.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isException">Whether only its removal counts.</param>
    /// <returns>Whether any distribution has to be told.</returns>
    public bool Match(ObjectChange change, bool isException)
    {
        if (_route.ViewerPathOf(change.ObjectKey) is not { } viewerPath)
        {
            foreach (var matches in _matches)
            {
                matches.Skips.Add(SkipReason.OutsideOriginPath);
            }

            return false;
        }

        var isServed = AddPath(viewerPath, PathReason.Object, change, isException);
        if (_roots.TryGetValue(viewerPath, out var distributions))
        {
            isServed |= AddRoot(viewerPath, distributions, change, isException);
        }

        if (_indexSuffix is not null && viewerPath.EndsWith(_indexSuffix, StringComparison.Ordinal))
        {
            var folder = viewerPath[..^_indexSuffix.Length];
            isServed |= AddPath(folder + "/", PathReason.IndexDocument, change, isException);
            isServed |= folder.Length > 0 && AddPath(folder, PathReason.IndexDocument, change, isException);
        }

        return isServed;
    }

    private bool AddPath(string viewerPath, PathReason reason, ObjectChange change, bool isException)
    {
        _route.FindBehaviors(viewerPath, _behaviors);
        ChangedPath? exact = null;
        ChangedPath? varying = null;
        var isServed = false;
        for (var index = 0; index < _matches.Length; index++)
        {
            var treatment = _treatments[index][_behaviors[index]];
            if (SkipOf(treatment, change, isException) is { } skip)
            {
                // Counted for the object's own path only: a change is skipped once.
                if (reason == PathReason.Object)
                {
                    _matches[index].Skips.Add(skip);
                }

                continue;
            }

            ref var changed = ref (treatment & BehaviorTreatment.VariesByQueryString) == 0 ? ref exact : ref varying;
            changed ??= Expand(viewerPath, reason, treatment, change);
            isServed |= Add(index, changed);
            if ((treatment & BehaviorTreatment.MayRewritePaths) != 0 && reason == PathReason.Object && _context.PathMapper is not null)
            {
                isServed |= AddMapped(index, viewerPath, change, isException);
            }
        }

        return isServed;
    }

    // "/" is answered with the root object: what either of both may keep counts.
    private bool AddRoot(string viewerPath, int[] distributions, ObjectChange change, bool isException)
    {
        var isServed = false;
        foreach (var index in distributions)
        {
            var root = _route.Distributions[index].TreatmentOf("/");
            if (SkipOf(root, change, isException) is null || SkipOf(_route.Distributions[index].TreatmentOf(viewerPath), change, isException) is null)
            {
                isServed |= Add(index, Expand("/", PathReason.RootObject, root, change));
            }
        }

        return isServed;
    }

    // The host named these paths, so that it does not matter which origin their behaviours ask.
    private bool AddMapped(int index, string viewerPath, ObjectChange change, bool isException)
    {
        var distribution = _route.Distributions[index];
        var isServed = false;
        try
        {
            foreach (var path in _context.PathMapper!(new CloudFrontViewerPath(distribution.Id, viewerPath, change.ObjectKey)))
            {
                if (!path.StartsWith('/'))
                {
                    _refused.Add(new RefusedChange(change, new RefusedPath(path, "the path mapper gave it without a '/' at its begin.")));
                    continue;
                }

                var treatment = distribution.TreatmentOf(path) | BehaviorTreatment.AsksBucket;
                isServed |= SkipOf(treatment, change, isException) is null && Add(index, Expand(path, PathReason.Mapped, treatment, change));
            }
        }
#pragma warning disable CA1031 // The host's code may throw anything; one change must not stop the others, and is reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _refused.Add(new RefusedChange(change, new RefusedPath(viewerPath, $"the path mapper failed: {error.Message}")));
        }

        return isServed;
    }

    private bool Add(int index, ChangedPath changed)
    {
        if (changed.Forms.Length == 0)
        {
            _matches[index].Skips.Add(SkipReason.BadPath);
            return false;
        }

        _matches[index].Paths.Add(changed);
        return true;
    }

    private ChangedPath Expand(string viewerPath, PathReason reason, BehaviorTreatment treatment, ObjectChange change)
    {
        if (_context.Forms.TryExpand(viewerPath, reason, (treatment & BehaviorTreatment.VariesByQueryString) != 0, out var forms, out var problem))
        {
            return new ChangedPath(change, forms);
        }

        _refused.Add(new RefusedChange(change, new RefusedPath(viewerPath, problem)));
        return new ChangedPath(change, []);
    }

    private static SkipReason? SkipOf(BehaviorTreatment treatment, ObjectChange change, bool isException) =>
        (treatment & BehaviorTreatment.AsksBucket) == 0 ? SkipReason.OtherOrigin
        : (treatment & BehaviorTreatment.SmoothStreaming) != 0 ? SkipReason.SmoothStreaming
        : isException ? SkipReason.ExceptionPrefix
        : !change.IsRemoval && (treatment & BehaviorTreatment.CanCache) == 0 ? SkipReason.NotCacheable
        : null;
}
