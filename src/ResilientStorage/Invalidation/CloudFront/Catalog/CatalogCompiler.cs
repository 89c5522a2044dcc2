namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Turns what the service lists into what matching needs.</summary>
internal sealed class CatalogCompiler(CachePolicies policies, CloudFrontCatalogOptions options)
{
    private readonly Dictionary<string, Dictionary<string, List<RoutedDistribution>>> _routes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<CatalogNotice> _notices = [];

    /// <summary>Makes the picture.</summary>
    /// <param name="readAt">When it was read.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="notices">What reading them brought to light.</param>
    public CatalogSnapshot Compile(DateTimeOffset readAt, IReadOnlyCollection<CloudFrontDistribution> distributions, IEnumerable<CatalogNotice> notices)
    {
        foreach (var distribution in distributions.Where(static distribution => distribution.IsEnabled))
        {
            Add(distribution);
        }

        var listed = distributions.Select(static distribution => distribution.Id).ToHashSet(StringComparer.Ordinal);
        AddUnlisted(listed);
        var routes = _routes.ToDictionary(
            static bucket => bucket.Key,
            static bucket => (IReadOnlyList<OriginRoute>)[.. bucket.Value.Select(static route => new OriginRoute(route.Key, route.Value))],
            StringComparer.Ordinal);
        return new CatalogSnapshot(readAt, routes, [.. _ids.Order(StringComparer.Ordinal)], listed, [.. notices.Concat(_notices).Distinct()]);
    }

    private void Add(CloudFrontDistribution distribution)
    {
        var origins = BucketOrigins.Find(distribution, options.Mappings).ToList();
        if (distribution.IsTenantTemplate)
        {
            Notice(CatalogNoticeKind.TenantTemplate, distribution.Id, isSo: origins.Count > 0);
            return;
        }

        _ids.Add(distribution.Id);
        if (origins.Count == 0)
        {
            return;
        }

        PathPattern[] patterns = [.. distribution.Behaviors.Select(static behavior => new PathPattern(behavior.PathPattern))];
        BehaviorTreatment[] treatments = [.. distribution.Behaviors.Append(distribution.DefaultBehavior).Select(TreatmentOf)];
        var barriers = BehaviorBarriers.Find(patterns, treatments);
        foreach (var ways in origins.GroupBy(static pair => (pair.Bucket, Prefix: KeyPrefixOf(pair.Origin.OriginPath)), static pair => pair.Origin))
        {
            var targets = BucketOrigins.TargetsOf(ways, distribution);
            BehaviorTreatment[] here = [.. distribution.Behaviors.Append(distribution.DefaultBehavior).Select((behavior, index) => treatments[index] | (targets.Contains(behavior.TargetOriginId) ? BehaviorTreatment.AsksBucket : 0))];
            Notice(CatalogNoticeKind.SmoothStreaming, distribution.Id, here.Any(static treatment => treatment.HasFlag(BehaviorTreatment.AsksBucket | BehaviorTreatment.SmoothStreaming)));
            Notice(CatalogNoticeKind.RewritesPaths, distribution.Id, options.PathMapper is null && here.Any(static treatment => treatment.HasFlag(BehaviorTreatment.AsksBucket | BehaviorTreatment.MayRewritePaths)));
            Add(ways.Key.Bucket, ways.Key.Prefix, new RoutedDistribution(distribution.Id, patterns, here, barriers));
        }
    }

    // A mapped distribution that the list does not have is believed: the host may not be allowed to list, or it is another account's.
    private void AddUnlisted(HashSet<string> listed)
    {
        foreach (var mapping in options.Mappings)
        {
            foreach (var id in mapping.DistributionIds.Where(id => !listed.Contains(id)).Distinct())
            {
                _ids.Add(id);
                Add(mapping.Bucket, KeyPrefixOf(mapping.OriginPath), new RoutedDistribution(id, [], [BehaviorTreatment.AsksBucket | BehaviorTreatment.CanCache], []));
            }
        }
    }

    private void Add(string bucket, string keyPrefix, RoutedDistribution distribution)
    {
        if (!_routes.TryGetValue(bucket, out var routes))
        {
            _routes.Add(bucket, routes = new Dictionary<string, List<RoutedDistribution>>(StringComparer.Ordinal));
        }

        if (!routes.TryGetValue(keyPrefix, out var distributions))
        {
            routes.Add(keyPrefix, distributions = []);
        }

        distributions.Add(distribution);
    }

    private BehaviorTreatment TreatmentOf(CloudFrontBehavior behavior)
    {
        var treatment = policies.TreatmentOf(behavior, out var isKnown);
        Notice(CatalogNoticeKind.UnknownPolicy, behavior.CachePolicyId ?? "", !isKnown);
        return treatment
            | (behavior.IsSmoothStreaming ? BehaviorTreatment.SmoothStreaming : 0)
            | (behavior.MayRewritePaths ? BehaviorTreatment.MayRewritePaths : 0);
    }

    private void Notice(CatalogNoticeKind kind, string subject, bool isSo)
    {
        if (isSo)
        {
            _notices.Add(new CatalogNotice(kind, subject));
        }
    }

    // With its slash behind it, so that "/prod" does not reach the keys of "production/".
    private static string KeyPrefixOf(string originPath) => originPath.Trim('/') is { Length: > 0 } path ? path + "/" : "";
}
