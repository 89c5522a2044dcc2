namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Finds which buckets a distribution asks, and through which of its origins.</summary>
internal static class BucketOrigins
{
    /// <summary>Finds them, by host name and by mapping.</summary>
    /// <returns>Each bucket with an origin that stands for it; each pair once.</returns>
    public static IEnumerable<(string Bucket, CloudFrontOrigin Origin)> Find(CloudFrontDistribution distribution, IEnumerable<CloudFrontMapping> mappings)
    {
        var named = distribution.Origins
            .Select(static origin => (Bucket: OriginDomain.TryGetBucket(origin.DomainName, out var bucket) ? bucket : null, Origin: origin))
            .ToList();
        var mapped = mappings
            .Where(mapping => mapping.DistributionIds.Contains(distribution.Id))
            .SelectMany(mapping => named.Where(pair => StandsFor(mapping, pair.Bucket, pair.Origin)).Select(pair => (mapping.Bucket, pair.Origin)));
        return named.Where(static pair => pair.Bucket is not null).Select(static pair => (pair.Bucket!, pair.Origin)).Concat(mapped).Distinct();
    }

    /// <summary>The names under which behaviours ask any of the origins: their own, and those of the groups that they are in.</summary>
    public static HashSet<string> TargetsOf(IEnumerable<CloudFrontOrigin> origins, CloudFrontDistribution distribution)
    {
        var targets = origins.Select(static origin => origin.Id).ToHashSet(StringComparer.Ordinal);
        targets.UnionWith(distribution.OriginGroups.Where(group => group.OriginIds.Any(targets.Contains)).Select(static group => group.Id).ToList());
        return targets;
    }

    private static bool StandsFor(CloudFrontMapping mapping, string? bucket, CloudFrontOrigin origin) => mapping.OriginDomainName is { } domain
        ? string.Equals(domain, origin.DomainName, StringComparison.OrdinalIgnoreCase)
        : bucket is null || bucket == mapping.Bucket;
}
