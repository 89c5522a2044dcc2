namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>What was asked, for errors.</summary>
/// <param name="Operation">The service's name of the operation.</param>
/// <param name="DistributionId">The distribution; null for calls about all of them.</param>
/// <param name="Host">The address without scheme.</param>
internal sealed record CloudFrontRequest(string Operation, string? DistributionId, string Host);
