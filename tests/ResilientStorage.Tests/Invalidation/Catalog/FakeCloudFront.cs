namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Lists what a test gives it, one item a page, and counts the calls.</summary>
internal sealed class FakeCloudFront : ICloudFrontApi
{
    public List<CloudFrontDistribution> Distributions { get; } = [];

    public List<CloudFrontCachePolicy> Policies { get; } = [];

    public Dictionary<string, string> RootObjects { get; } = [];

    public CloudFrontErrorKind? ListError { get; set; }

    public CloudFrontErrorKind? PolicyError { get; set; }

    public CloudFrontErrorKind? RootError { get; set; }

    /// <summary>Holds every list of distributions back.</summary>
    public TaskCompletionSource? Held { get; set; }

    public int ListCalls { get; private set; }

    public int PolicyCalls { get; private set; }

    public int RootCalls { get; private set; }

    public async Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default)
    {
        ListCalls++;
        await (Held?.Task ?? Task.CompletedTask);
        return PageOf(Distributions, marker, ListError);
    }

    public Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default)
    {
        PolicyCalls++;
        return Task.FromResult(PageOf(Policies, marker, PolicyError));
    }

    public Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default)
    {
        RootCalls++;
        Throw(RootError);
        return Task.FromResult(RootObjects.GetValueOrDefault(distributionId));
    }

    public Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static CloudFrontPage<T> PageOf<T>(List<T> items, string? marker, CloudFrontErrorKind? error)
    {
        Throw(error);
        var index = marker is null ? 0 : int.Parse(marker, System.Globalization.CultureInfo.InvariantCulture);
        return index >= items.Count
            ? new CloudFrontPage<T>([])
            : new CloudFrontPage<T>([items[index]], index + 1 < items.Count ? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private static void Throw(CloudFrontErrorKind? error)
    {
        if (error is { } kind)
        {
            throw new CloudFrontException(kind, $"The fake failed with {kind}.");
        }
    }
}
