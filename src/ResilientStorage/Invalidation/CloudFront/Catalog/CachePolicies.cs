namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What the cache policies say; where one cannot be read, something may be cached.</summary>
/// <param name="Known">The policies that could be read, by id.</param>
internal sealed record CachePolicies(IReadOnlyDictionary<string, CloudFrontCacheSettings> Known)
{
    /// <summary>AWS's own policy <c>CachingDisabled</c> (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html), known without reading it.</summary>
    public const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    public static CachePolicies None { get; } = new(new Dictionary<string, CloudFrontCacheSettings>());

    /// <summary>Finds what a behaviour may keep.</summary>
    /// <param name="behavior">The behaviour.</param>
    /// <param name="isKnown">False when its policy could not be read.</param>
    public BehaviorTreatment TreatmentOf(CloudFrontBehavior behavior, out bool isKnown)
    {
        isKnown = true;
        if (behavior.CachePolicyId is not { } id)
        {
            return behavior.OwnSettings is { } own ? TreatmentOf(own) : BehaviorTreatment.CanCache;
        }

        if (Known.TryGetValue(id, out var settings))
        {
            return TreatmentOf(settings);
        }

        isKnown = id == CachingDisabled;
        return isKnown ? BehaviorTreatment.None : BehaviorTreatment.CanCache;
    }

    private static BehaviorTreatment TreatmentOf(CloudFrontCacheSettings settings) =>
        (settings.CanCache ? BehaviorTreatment.CanCache : 0) | (settings.VariesByQueryString ? BehaviorTreatment.VariesByQueryString : 0);
}
