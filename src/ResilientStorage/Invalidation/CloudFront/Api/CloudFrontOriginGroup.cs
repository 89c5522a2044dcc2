namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Origins that stand in for each other.</summary>
/// <param name="Id">The id within the distribution, which behaviours name as they name an origin.</param>
/// <param name="OriginIds">The members.</param>
public sealed record CloudFrontOriginGroup(string Id, IReadOnlyList<string> OriginIds);
