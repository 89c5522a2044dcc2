using System.Xml.Linq;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Reads a distribution from the list of them.</summary>
internal static class CloudFrontDistributionXml
{
    /// <summary>Reads a <c>DistributionSummary</c>. What it lacks is taken so that rather too much is invalidated than too little.</summary>
    /// <returns>Null for one without an id.</returns>
    public static CloudFrontDistribution? Read(XElement summary) => summary.Text("Id") is not { } id
        ? null
        : new CloudFrontDistribution
        {
            Id = id,
            DomainName = summary.Text("DomainName") ?? "",
            IsEnabled = summary.Flag("Enabled") ?? true,
            IsStaging = summary.Flag("Staging") ?? false,
            IsTenantTemplate = summary.Text("ConnectionMode") == "tenant-only",
            Origins = [.. summary.Items("Origins").Select(ReadOrigin).OfType<CloudFrontOrigin>()],
            OriginGroups = [.. summary.Items("OriginGroups").Select(ReadGroup).OfType<CloudFrontOriginGroup>()],
            Behaviors = [.. summary.Items("CacheBehaviors").Select(ReadBehavior)],
            DefaultBehavior = ReadBehavior(summary.Child("DefaultCacheBehavior") ?? new XElement("DefaultCacheBehavior")),
        };

    private static CloudFrontOrigin? ReadOrigin(XElement origin) => origin.Text("Id") is { } id && origin.Text("DomainName") is { } domain
        ? new CloudFrontOrigin { Id = id, DomainName = domain, OriginPath = origin.Text("OriginPath") ?? "" }
        : null;

    private static CloudFrontOriginGroup? ReadGroup(XElement group) => group.Text("Id") is { } id
        ? new CloudFrontOriginGroup(id, [.. group.Items("Members").Select(static member => member.Text("OriginId")).OfType<string>()])
        : null;

    private static CloudFrontBehavior ReadBehavior(XElement behavior)
    {
        var policy = behavior.Text("CachePolicyId");
        return new CloudFrontBehavior
        {
            PathPattern = behavior.Text("PathPattern") ?? "*",
            TargetOriginId = behavior.Text("TargetOriginId") ?? "",
            CachePolicyId = policy,
            OwnSettings = policy is null ? CloudFrontSettingsXml.OfBehavior(behavior) : null,
            IsSmoothStreaming = behavior.Flag("SmoothStreaming") ?? false,
            MayRewritePaths = behavior.Items("LambdaFunctionAssociations").Concat(behavior.Items("FunctionAssociations")).Any(SeesRequests),
        };
    }

    private static bool SeesRequests(XElement association) => association.Text("EventType") is "viewer-request" or "origin-request";
}
