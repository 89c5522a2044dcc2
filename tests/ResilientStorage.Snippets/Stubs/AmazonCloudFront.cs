// What AWSSDK.CloudFront 4 has of what OfficialCloudFront.cs uses, in the same shape: lists and values may be null, names with few values are constants of text.
// The package itself is not among those that this repository restores.
using Amazon.CloudFront.Model;
using Amazon.Runtime;

namespace Amazon.CloudFront
{
    public interface IAmazonCloudFront
    {
        Task<CreateInvalidationResponse> CreateInvalidationAsync(CreateInvalidationRequest request, CancellationToken cancellationToken = default);

        Task<GetInvalidationResponse> GetInvalidationAsync(GetInvalidationRequest request, CancellationToken cancellationToken = default);

        Task<ListDistributionsResponse> ListDistributionsAsync(ListDistributionsRequest request, CancellationToken cancellationToken = default);

        Task<GetDistributionConfigResponse> GetDistributionConfigAsync(GetDistributionConfigRequest request, CancellationToken cancellationToken = default);

        Task<ListCachePoliciesResponse> ListCachePoliciesAsync(ListCachePoliciesRequest request, CancellationToken cancellationToken = default);
    }

    public sealed class AmazonCloudFrontException(string message, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode)
        : AmazonServiceException(message, innerException: null, errorType, errorCode, requestId, statusCode);

    public sealed class ConnectionMode(string value) : ConstantClass(value)
    {
        public static readonly ConnectionMode Direct = new("direct");
        public static readonly ConnectionMode TenantOnly = new("tenant-only");
    }

    public sealed class EventType(string value) : ConstantClass(value)
    {
        public static readonly EventType OriginRequest = new("origin-request");
        public static readonly EventType OriginResponse = new("origin-response");
        public static readonly EventType ViewerRequest = new("viewer-request");
        public static readonly EventType ViewerResponse = new("viewer-response");
    }

    public sealed class CachePolicyQueryStringBehavior(string value) : ConstantClass(value)
    {
        public static readonly CachePolicyQueryStringBehavior All = new("all");
        public static readonly CachePolicyQueryStringBehavior None = new("none");
    }
}

namespace Amazon.CloudFront.Model
{
    public sealed class CreateInvalidationRequest
    {
        public string? DistributionId { get; set; }

        public InvalidationBatch? InvalidationBatch { get; set; }
    }

    public sealed class CreateInvalidationResponse
    {
        public Invalidation Invalidation { get; set; } = null!;
    }

    public sealed class GetInvalidationRequest
    {
        public string? DistributionId { get; set; }

        public string? Id { get; set; }
    }

    public sealed class GetInvalidationResponse
    {
        public Invalidation Invalidation { get; set; } = null!;
    }

    public sealed class ListDistributionsRequest
    {
        public string? Marker { get; set; }
    }

    public sealed class ListDistributionsResponse
    {
        public DistributionList DistributionList { get; set; } = null!;
    }

    public sealed class GetDistributionConfigRequest
    {
        public string? Id { get; set; }
    }

    public sealed class GetDistributionConfigResponse
    {
        public DistributionConfig DistributionConfig { get; set; } = null!;
    }

    public sealed class ListCachePoliciesRequest
    {
        public string? Marker { get; set; }
    }

    public sealed class ListCachePoliciesResponse
    {
        public CachePolicyList CachePolicyList { get; set; } = null!;
    }

    public sealed class Paths
    {
        public List<string>? Items { get; set; }

        public int? Quantity { get; set; }
    }

    public sealed class InvalidationBatch
    {
        public string? CallerReference { get; set; }

        public Paths? Paths { get; set; }
    }

    public sealed class Invalidation
    {
        public string Id { get; set; } = null!;

        public string Status { get; set; } = null!;

        public DateTime? CreateTime { get; set; }
    }

    public sealed class DistributionList
    {
        public List<DistributionSummary>? Items { get; set; }

        public bool? IsTruncated { get; set; }

        public string? NextMarker { get; set; }
    }

    public sealed class DistributionSummary
    {
        public string Id { get; set; } = null!;

        public string DomainName { get; set; } = null!;

        public bool? Enabled { get; set; }

        public bool? Staging { get; set; }

        public ConnectionMode? ConnectionMode { get; set; }

        public Origins Origins { get; set; } = null!;

        public OriginGroups? OriginGroups { get; set; }

        public CacheBehaviors? CacheBehaviors { get; set; }

        public DefaultCacheBehavior DefaultCacheBehavior { get; set; } = null!;
    }

    public sealed class DistributionConfig
    {
        public string? DefaultRootObject { get; set; }
    }

    public sealed class Origins
    {
        public List<Origin>? Items { get; set; }
    }

    public sealed class Origin
    {
        public string Id { get; set; } = null!;

        public string DomainName { get; set; } = null!;

        public string? OriginPath { get; set; }
    }

    public sealed class OriginGroups
    {
        public List<OriginGroup>? Items { get; set; }
    }

    public sealed class OriginGroup
    {
        public string Id { get; set; } = null!;

        public OriginGroupMembers Members { get; set; } = null!;
    }

    public sealed class OriginGroupMembers
    {
        public List<OriginGroupMember> Items { get; set; } = null!;
    }

    public sealed class OriginGroupMember
    {
        public string OriginId { get; set; } = null!;
    }

    public sealed class CacheBehaviors
    {
        public List<CacheBehavior>? Items { get; set; }
    }

    public sealed class CacheBehavior
    {
        public string PathPattern { get; set; } = null!;

        public string TargetOriginId { get; set; } = null!;

        public string? CachePolicyId { get; set; }

        public ForwardedValues? ForwardedValues { get; set; }

        public long? MinTTL { get; set; }

        public long? DefaultTTL { get; set; }

        public long? MaxTTL { get; set; }

        public bool? SmoothStreaming { get; set; }

        public FunctionAssociations? FunctionAssociations { get; set; }

        public LambdaFunctionAssociations? LambdaFunctionAssociations { get; set; }
    }

    public sealed class DefaultCacheBehavior
    {
        public string TargetOriginId { get; set; } = null!;

        public string? CachePolicyId { get; set; }

        public ForwardedValues? ForwardedValues { get; set; }

        public long? MinTTL { get; set; }

        public long? DefaultTTL { get; set; }

        public long? MaxTTL { get; set; }

        public bool? SmoothStreaming { get; set; }

        public FunctionAssociations? FunctionAssociations { get; set; }

        public LambdaFunctionAssociations? LambdaFunctionAssociations { get; set; }
    }

    public sealed class ForwardedValues
    {
        public bool? QueryString { get; set; }

        public Headers? Headers { get; set; }
    }

    public sealed class Headers
    {
        public List<string>? Items { get; set; }
    }

    public sealed class FunctionAssociations
    {
        public List<FunctionAssociation>? Items { get; set; }
    }

    public sealed class FunctionAssociation
    {
        public EventType EventType { get; set; } = null!;
    }

    public sealed class LambdaFunctionAssociations
    {
        public List<LambdaFunctionAssociation>? Items { get; set; }
    }

    public sealed class LambdaFunctionAssociation
    {
        public EventType EventType { get; set; } = null!;
    }

    public sealed class CachePolicyList
    {
        public List<CachePolicySummary>? Items { get; set; }

        public string? NextMarker { get; set; }
    }

    public sealed class CachePolicySummary
    {
        public CachePolicy CachePolicy { get; set; } = null!;
    }

    public sealed class CachePolicy
    {
        public string Id { get; set; } = null!;

        public CachePolicyConfig CachePolicyConfig { get; set; } = null!;
    }

    public sealed class CachePolicyConfig
    {
        public long? MinTTL { get; set; }

        public long? DefaultTTL { get; set; }

        public long? MaxTTL { get; set; }

        public ParametersInCacheKeyAndForwardedToOrigin? ParametersInCacheKeyAndForwardedToOrigin { get; set; }
    }

    public sealed class ParametersInCacheKeyAndForwardedToOrigin
    {
        public CachePolicyQueryStringsConfig? QueryStringsConfig { get; set; }
    }

    public sealed class CachePolicyQueryStringsConfig
    {
        public CachePolicyQueryStringBehavior? QueryStringBehavior { get; set; }
    }
}
