namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Reads distributions and cache policies, in as few calls as there are pages.</summary>
internal sealed class CatalogReader(ICloudFrontApi api, CloudFrontCatalogOptions options, TimeProvider time)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="CloudFrontException">A page could not be read; only missing rights that the options make good for are no error.</exception>
    public async Task<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var notices = new List<CatalogNotice>();
        var distributions = await ReadDistributionsAsync(notices, cancellationToken).ConfigureAwait(false);
        var isPolicyNeeded = distributions.Any(static distribution => distribution.IsEnabled && distribution.Behaviors.Append(distribution.DefaultBehavior).Any(static behavior => behavior.CachePolicyId is not (null or CachePolicies.CachingDisabled)));
        var policies = isPolicyNeeded ? await ReadPoliciesAsync(notices, cancellationToken).ConfigureAwait(false) : CachePolicies.None;
        var snapshot = new CatalogCompiler(policies, options).Compile(readAt, distributions, notices);

        // One sentence about all policies is enough.
        return notices.Contains(new CatalogNotice(CatalogNoticeKind.PoliciesDenied))
            ? snapshot with { Notices = [.. snapshot.Notices.Where(static notice => notice.Kind != CatalogNoticeKind.UnknownPolicy)] }
            : snapshot;
    }

    private async Task<List<CloudFrontDistribution>> ReadDistributionsAsync(List<CatalogNotice> notices, CancellationToken cancellationToken)
    {
        if (!options.ListDistributions)
        {
            return [];
        }

        try
        {
            return await ReadAllAsync(api.ListDistributionsAsync, notices, cancellationToken).ConfigureAwait(false);
        }
        catch (CloudFrontException error) when (error.Kind == CloudFrontErrorKind.AccessDenied && options.Mappings.Count > 0)
        {
            notices.Add(new CatalogNotice(CatalogNoticeKind.ListDenied));
            return [];
        }
    }

    private async Task<CachePolicies> ReadPoliciesAsync(List<CatalogNotice> notices, CancellationToken cancellationToken)
    {
        try
        {
            var policies = await ReadAllAsync(api.ListCachePoliciesAsync, notices, cancellationToken).ConfigureAwait(false);
            return new CachePolicies(policies.GroupBy(static policy => policy.Id, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First().Settings, StringComparer.Ordinal));
        }
        catch (CloudFrontException error) when (error.Kind == CloudFrontErrorKind.AccessDenied)
        {
            notices.Add(new CatalogNotice(CatalogNoticeKind.PoliciesDenied));
            return CachePolicies.None;
        }
    }

    private async Task<List<T>> ReadAllAsync<T>(Func<string?, CancellationToken, Task<CloudFrontPage<T>>> readPage, List<CatalogNotice> notices, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? marker = null;
        for (var pages = 0; pages < options.MaxPages; pages++)
        {
            var page = await readPage(marker, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Items);
            if (string.IsNullOrEmpty(page.NextMarker))
            {
                return all;
            }

            marker = page.NextMarker;
        }

        notices.Add(new CatalogNotice(CatalogNoticeKind.ListCut));
        return all;
    }
}
