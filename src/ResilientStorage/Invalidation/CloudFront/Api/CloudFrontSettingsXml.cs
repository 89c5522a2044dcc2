using System.Xml.Linq;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Reads how long content is kept, from a cache policy or from a behaviour of the older way.</summary>
internal static class CloudFrontSettingsXml
{
    /// <summary>The settings of a <c>CachePolicyConfig</c>.</summary>
    public static CloudFrontCacheSettings OfPolicy(XElement config)
    {
        var queries = config.Child("ParametersInCacheKeyAndForwardedToOrigin")?.Child("QueryStringsConfig")?.Text("QueryStringBehavior");
        return Of(config, variesByQueryString: queries is not (null or "none"));
    }

    /// <summary>The settings of a behaviour without a policy.</summary>
    public static CloudFrontCacheSettings OfBehavior(XElement behavior)
    {
        var forwarded = behavior.Child("ForwardedValues");

        // A cache key of every header means that nothing is kept.
        return forwarded?.Items("Headers").Any(static header => header.Value.Trim() == "*") == true
            ? CloudFrontCacheSettings.FromSeconds(0, 0, 0)
            : Of(behavior, forwarded?.Flag("QueryString") == true);
    }

    private static CloudFrontCacheSettings Of(XElement element, bool variesByQueryString) =>
        CloudFrontCacheSettings.FromSeconds(element.Number("MinTTL"), element.Number("DefaultTTL"), element.Number("MaxTTL"), variesByQueryString);
}
