using Amazon.CloudFront;
using Amazon.CloudFront.Model;
using ResilientStorage.Invalidation.CloudFront;

namespace Photos;

public sealed class OfficialCloudFront(IAmazonCloudFront client) : ICloudFrontApi
{
    public Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken) => CallAsync("CreateInvalidation", request.DistributionId, async () =>
    {
        var paths = new Paths { Items = [.. request.Paths], Quantity = request.Paths.Count };
        var batch = new InvalidationBatch { CallerReference = request.CallerReference, Paths = paths };
        return Of((await client.CreateInvalidationAsync(new CreateInvalidationRequest { DistributionId = request.DistributionId, InvalidationBatch = batch }, cancellationToken)).Invalidation);
    }, cancellationToken);

    public Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken) => CallAsync("GetInvalidation", distributionId, async () =>
        Of((await client.GetInvalidationAsync(new GetInvalidationRequest { DistributionId = distributionId, Id = invalidationId }, cancellationToken)).Invalidation), cancellationToken);

    public Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker, CancellationToken cancellationToken) => CallAsync("ListDistributions", null, async () =>
    {
        var list = (await client.ListDistributionsAsync(new ListDistributionsRequest { Marker = marker }, cancellationToken)).DistributionList;
        return new CloudFrontPage<CloudFrontDistribution>([.. (list.Items ?? []).Select(Of)], list.IsTruncated == true ? list.NextMarker : null);
    }, cancellationToken);

    public Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken) => CallAsync("GetDistributionConfig", distributionId, async () =>
        (await client.GetDistributionConfigAsync(new GetDistributionConfigRequest { Id = distributionId }, cancellationToken)).DistributionConfig.DefaultRootObject is { Length: > 0 } key ? key : null, cancellationToken);

    public Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker, CancellationToken cancellationToken) => CallAsync("ListCachePolicies", null, async () =>
    {
        var list = (await client.ListCachePoliciesAsync(new ListCachePoliciesRequest { Marker = marker }, cancellationToken)).CachePolicyList;
        return new CloudFrontPage<CloudFrontCachePolicy>([.. (list.Items ?? []).Select(item => Of(item.CachePolicy))], list.NextMarker);
    }, cancellationToken);

    private static async Task<T> CallAsync<T>(string operation, string? distributionId, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw CloudFrontException.From(e, operation, distributionId);
        }
    }

    private static CloudFrontInvalidation Of(Invalidation taken) => new() { Id = taken.Id, IsCompleted = taken.Status == "Completed", CreatedAt = (DateTimeOffset?)taken.CreateTime ?? TimeProvider.System.GetUtcNow() };

    private static CloudFrontDistribution Of(DistributionSummary summary) => new()
    {
        Id = summary.Id,
        DomainName = summary.DomainName,
        IsEnabled = summary.Enabled ?? true,
        IsStaging = summary.Staging ?? false,
        IsTenantTemplate = summary.ConnectionMode == ConnectionMode.TenantOnly,
        Origins = [.. (summary.Origins.Items ?? []).Select(origin => new CloudFrontOrigin { Id = origin.Id, DomainName = origin.DomainName, OriginPath = origin.OriginPath ?? "" })],
        OriginGroups = [.. (summary.OriginGroups?.Items ?? []).Select(group => new CloudFrontOriginGroup(group.Id, [.. group.Members.Items.Select(member => member.OriginId)]))],
        Behaviors = [.. (summary.CacheBehaviors?.Items ?? []).Select(Of)],
        DefaultBehavior = Of(summary.DefaultCacheBehavior),
    };

    private static CloudFrontBehavior Of(CacheBehavior b) =>
        Of(b.PathPattern, b.TargetOriginId, b.CachePolicyId, b.ForwardedValues, b.MinTTL, b.DefaultTTL, b.MaxTTL, b.SmoothStreaming, b.FunctionAssociations, b.LambdaFunctionAssociations);

    private static CloudFrontBehavior Of(DefaultCacheBehavior b) =>
        Of("*", b.TargetOriginId, b.CachePolicyId, b.ForwardedValues, b.MinTTL, b.DefaultTTL, b.MaxTTL, b.SmoothStreaming, b.FunctionAssociations, b.LambdaFunctionAssociations);

    private static CloudFrontBehavior Of(
        string pattern, string target, string? policy, ForwardedValues? forwarded, long? min, long? normal, long? max, bool? smooth, FunctionAssociations? functions, LambdaFunctionAssociations? lambdas)
    {
        var keepsNothing = forwarded?.Headers?.Items?.Contains("*") == true; // a cache key of every header
        var settings = keepsNothing ? CloudFrontCacheSettings.FromSeconds(0, 0, 0) : CloudFrontCacheSettings.FromSeconds(min, normal, max, forwarded?.QueryString ?? false);
        var events = (functions?.Items ?? []).Select(function => function.EventType).Concat((lambdas?.Items ?? []).Select(lambda => lambda.EventType));
        return new CloudFrontBehavior
        {
            PathPattern = pattern,
            TargetOriginId = target,
            CachePolicyId = policy,
            OwnSettings = policy is null ? settings : null,
            IsSmoothStreaming = smooth ?? false,
            MayRewritePaths = events.Any(type => type == EventType.ViewerRequest || type == EventType.OriginRequest),
        };
    }

    private static CloudFrontCachePolicy Of(CachePolicy policy)
    {
        var config = policy.CachePolicyConfig;
        var queries = config.ParametersInCacheKeyAndForwardedToOrigin?.QueryStringsConfig?.QueryStringBehavior ?? CachePolicyQueryStringBehavior.None;
        return new CloudFrontCachePolicy(policy.Id, CloudFrontCacheSettings.FromSeconds(config.MinTTL, config.DefaultTTL, config.MaxTTL, queries != CachePolicyQueryStringBehavior.None));
    }
}
