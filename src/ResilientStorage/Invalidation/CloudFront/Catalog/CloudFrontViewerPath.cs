namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A path at a distribution whose functions may rewrite paths.</summary>
/// <param name="DistributionId">The distribution.</param>
/// <param name="ViewerPath">The path of the object if nothing rewrote it, beginning with <c>/</c>, not escaped.</param>
/// <param name="ObjectKey">The key of the object.</param>
public sealed record CloudFrontViewerPath(string DistributionId, string ViewerPath, string ObjectKey);
