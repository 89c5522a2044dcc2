namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A cache policy.</summary>
/// <param name="Id">The id that behaviours name.</param>
/// <param name="Settings">What it says.</param>
public sealed record CloudFrontCachePolicy(string Id, CloudFrontCacheSettings Settings);
