using System.Globalization;
using System.Xml.Linq;
using ResilientStorage.Invalidation.CloudFront.Sdk;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The library's own client of CloudFront.</summary>
internal sealed class CloudFrontApiClient(CloudFrontClientOptions options, TimeProvider time) : ICloudFrontApi, IDisposable
{
    /// <summary>The most that the service lists at once.</summary>
    private const int PageSize = 100;

    private readonly CloudFrontChannel _channel = new(options, time);

    public async Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new CloudFrontCall
        {
            Operation = CloudFrontOperations.CreateInvalidation,
            DistributionId = request.DistributionId,
            Path = $"{PathOf(request.DistributionId)}/invalidation",
            Body = CloudFrontInvalidationXml.Write(request),
            Answer = "Invalidation",
        };
        return await _channel.SendAsync(call, ReadInvalidation, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default)
    {
        var call = new CloudFrontCall
        {
            Operation = CloudFrontOperations.GetInvalidation,
            DistributionId = distributionId,
            Path = $"{PathOf(distributionId)}/invalidation/{CloudFrontIds.Check(invalidationId, "an invalidation")}",
            Answer = "Invalidation",
        };
        return await _channel.SendAsync(call, ReadInvalidation, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default)
    {
        var call = new CloudFrontCall { Operation = CloudFrontOperations.ListDistributions, Path = "distribution", Query = PageAfter(marker), Answer = "DistributionList" };
        return await _channel.SendAsync(call, list => ReadPage(list, marker, CloudFrontDistributionXml.Read), cancellationToken).ConfigureAwait(false);
    }

    public async Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default)
    {
        var call = new CloudFrontCall
        {
            Operation = CloudFrontOperations.GetDistributionConfig,
            DistributionId = distributionId,
            Path = $"{PathOf(distributionId)}/config",
            Answer = "DistributionConfig",
        };
        var config = await _channel.SendAsync(call, static config => config, cancellationToken).ConfigureAwait(false);
        return config.Text("DefaultRootObject")?.TrimStart('/') is { Length: > 0 } key ? key : null;
    }

    public async Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default)
    {
        var call = new CloudFrontCall { Operation = CloudFrontOperations.ListCachePolicies, Path = "cache-policy", Query = PageAfter(marker), Answer = "CachePolicyList" };
        return await _channel.SendAsync(call, list => ReadPage(list, marker, CloudFrontPolicyXml.Read), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _channel.Dispose();

    private static string PathOf(string distributionId) => $"distribution/{CloudFrontIds.Check(distributionId, "a distribution")}";

    private static Dictionary<string, string> PageAfter(string? marker)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal) { ["MaxItems"] = PageSize.ToString(CultureInfo.InvariantCulture) };
        if (!string.IsNullOrEmpty(marker))
        {
            query["Marker"] = marker;
        }

        return query;
    }

    private static CloudFrontPage<T> ReadPage<T>(XElement list, string? marker, Func<XElement, T?> read)
        where T : class
    {
        // The list of policies does not say whether it is cut; a marker that leads nowhere new would be followed for ever.
        var next = list.Flag("IsTruncated") == false ? null : list.Text("NextMarker");
        return new CloudFrontPage<T>([.. list.Items().Select(read).OfType<T>()], next == marker ? null : next);
    }

    private CloudFrontInvalidation? ReadInvalidation(XElement element) => CloudFrontInvalidationXml.Read(element, time.GetUtcNow());
}
