namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>All that is known about distributions at a moment.</summary>
/// <param name="ReadAt">The moment.</param>
/// <param name="Routes">By bucket how its objects reach viewers.</param>
/// <param name="DistributionIds">Every distribution that can be told of paths, in the order of their ids.</param>
/// <param name="Listed">Those that the service itself has listed.</param>
/// <param name="Notices">What a host should know.</param>
internal sealed record CatalogSnapshot(DateTimeOffset ReadAt, IReadOnlyDictionary<string, IReadOnlyList<OriginRoute>> Routes, IReadOnlyList<string> DistributionIds, IReadOnlySet<string> Listed, IReadOnlyList<CatalogNotice> Notices)
{
    public IReadOnlyList<OriginRoute> RoutesOf(string bucket) => Routes.TryGetValue(bucket, out var routes) ? routes : [];
}
