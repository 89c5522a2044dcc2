namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The service's names of its operations, which are also those of the rights that they need.</summary>
internal static class CloudFrontOperations
{
    public const string CreateInvalidation = nameof(CreateInvalidation);
    public const string GetInvalidation = nameof(GetInvalidation);
    public const string ListDistributions = nameof(ListDistributions);
    public const string GetDistributionConfig = nameof(GetDistributionConfig);
    public const string ListCachePolicies = nameof(ListCachePolicies);
}
