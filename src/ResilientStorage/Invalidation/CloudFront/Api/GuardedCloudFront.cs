namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A client of the host's. Whatever it throws is an error of the service to the sender, which counts the try and goes on with other distributions.</summary>
internal sealed class GuardedCloudFront(ICloudFrontApi inner, TimeProvider time) : ICloudFrontApi
{
    // Longer than clients wait with all their tries, shorter than the lease of the one who sends.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(CloudFrontOperations.CreateInvalidation, request.DistributionId, () => inner.CreateInvalidationAsync(request, cancellationToken), cancellationToken);

    public Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default) =>
        CallAsync(CloudFrontOperations.GetInvalidation, distributionId, () => inner.GetInvalidationAsync(distributionId, invalidationId, cancellationToken), cancellationToken);

    public Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default) =>
        CallAsync(CloudFrontOperations.ListDistributions, distributionId: null, () => inner.ListDistributionsAsync(marker, cancellationToken), cancellationToken);

    public Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default) =>
        CallAsync(CloudFrontOperations.GetDistributionConfig, distributionId, () => inner.GetDefaultRootObjectAsync(distributionId, cancellationToken), cancellationToken);

    public Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default) =>
        CallAsync(CloudFrontOperations.ListCachePolicies, distributionId: null, () => inner.ListCachePoliciesAsync(marker, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(string operation, string? distributionId, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not CloudFrontException && !cancellationToken.IsCancellationRequested)
        {
            throw CloudFrontException.From(e, operation, distributionId);
        }
    }
}
