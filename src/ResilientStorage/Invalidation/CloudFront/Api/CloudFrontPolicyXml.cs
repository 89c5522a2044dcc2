using System.Xml.Linq;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Reads a cache policy.</summary>
internal static class CloudFrontPolicyXml
{
    /// <summary>Reads a member of the list of policies.</summary>
    /// <returns>Null for one without an id or settings.</returns>
    public static CloudFrontCachePolicy? Read(XElement summary) =>
        summary.Child("CachePolicy") is { } policy && policy.Text("Id") is { } id && policy.Child("CachePolicyConfig") is { } config
            ? new CloudFrontCachePolicy(id, CloudFrontSettingsXml.OfPolicy(config))
            : null;
}
