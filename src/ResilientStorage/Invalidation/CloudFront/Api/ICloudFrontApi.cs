namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>
/// The few calls of Amazon CloudFront (API 2020-05-31) that invalidation needs. The library brings a client of its own; a host may plug in the official one.
/// Every failure is a <see cref="CloudFrontException"/>, but the caller's own cancellation, which is an <see cref="OperationCanceledException"/>.
/// Implementations are safe for many callers at once. Retries of short faults may be theirs; pauses between batches are the caller's.
/// </summary>
public interface ICloudFrontApi
{
    /// <summary>Asks for an invalidation. The same reference with the same paths is the same invalidation, charged once; with other paths it is an error.</summary>
    /// <param name="request">What to invalidate.</param>
    /// <param name="cancellationToken">Cancels the call; whether the service took the request is not known then.</param>
    /// <returns>The invalidation, in progress or completed.</returns>
    /// <exception cref="CloudFrontException">The service refused, failed, or could not be reached.</exception>
    Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Looks how far an invalidation is.</summary>
    /// <param name="distributionId">The distribution.</param>
    /// <param name="invalidationId">The service's id of the invalidation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The invalidation.</returns>
    /// <exception cref="CloudFrontException">The service refused, failed, or could not be reached; there is none with this id.</exception>
    Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default);

    /// <summary>Lists one page of the account's distributions.</summary>
    /// <param name="marker">Where the last page ended; null for the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="CloudFrontException">The service refused, failed, or could not be reached.</exception>
    Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default);

    /// <summary>Reads what the list of distributions lacks: the default root object.</summary>
    /// <param name="distributionId">The distribution.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key, without a leading slash, that <c>/</c> shows; null when there is none.</returns>
    /// <exception cref="CloudFrontException">The service refused, failed, or could not be reached.</exception>
    Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default);

    /// <summary>Lists one page of the cache policies, those of AWS and the account's own.</summary>
    /// <param name="marker">Where the last page ended; null for the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="CloudFrontException">The service refused, failed, or could not be reached.</exception>
    Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default);
}
