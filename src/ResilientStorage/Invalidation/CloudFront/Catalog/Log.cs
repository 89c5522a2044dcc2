using Microsoft.Extensions.Logging;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

internal static partial class Log
{
    [LoggerMessage(EventId = 800, Level = LogLevel.Warning, Message = "The distribution {DistributionId} is a template of tenants, whose caches it does not name: nothing is invalidated there. Invalidate its tenants by other means")]
    public static partial void TenantTemplate(this ILogger logger, string distributionId);

    [LoggerMessage(EventId = 801, Level = LogLevel.Warning, Message = "The distribution {DistributionId} serves Smooth Streaming, which CloudFront cannot invalidate: changes there are skipped")]
    public static partial void SmoothStreaming(this ILogger logger, string distributionId);

    [LoggerMessage(EventId = 802, Level = LogLevel.Warning, Message = "Functions of the distribution {DistributionId} may serve objects under paths that their keys do not tell: only the paths of the keys are invalidated. Set PathMapper to name the others")]
    public static partial void RewritesPaths(this ILogger logger, string distributionId);

    [LoggerMessage(EventId = 803, Level = LogLevel.Warning, Message = "The cache policy {PolicyId} could not be read: what it governs is taken as cached, without copies for each query string")]
    public static partial void UnknownPolicy(this ILogger logger, string policyId);

    [LoggerMessage(EventId = 804, Level = LogLevel.Warning, Message = "Cache policies may not be read: everything that they govern is taken as cached, without copies for each query string. Allow cloudfront:ListCachePolicies")]
    public static partial void PoliciesDenied(this ILogger logger);

    [LoggerMessage(EventId = 805, Level = LogLevel.Warning, Message = "Distributions may not be listed: only those of Mappings are invalidated. Allow cloudfront:ListDistributions, or set ListDistributions to false")]
    public static partial void ListDenied(this ILogger logger);

    [LoggerMessage(EventId = 806, Level = LogLevel.Warning, Message = "The account has more distributions or cache policies than MaxPages allows to read: those beyond are not invalidated. Raise MaxPages")]
    public static partial void ListCut(this ILogger logger);

    [LoggerMessage(EventId = 807, Level = LogLevel.Warning, Message = "The list of distributions could not be read again: that of {ReadAt:O} is used")]
    public static partial void RefreshFailed(this ILogger logger, Exception error, DateTimeOffset readAt);

    [LoggerMessage(EventId = 808, Level = LogLevel.Warning, Message = "The default root object of the distribution {DistributionId} could not be read: it is taken to be index.html for {Period}. Allow cloudfront:GetDistributionConfig")]
    public static partial void RootObjectUnknown(this ILogger logger, Exception error, string distributionId, TimeSpan period);

    [LoggerMessage(EventId = 809, Level = LogLevel.Debug, Message = "The list of distributions was read: {Distributions} can be told of paths, for {Buckets} buckets")]
    public static partial void Refreshed(this ILogger logger, int distributions, int buckets);

    [LoggerMessage(EventId = 810, Level = LogLevel.Warning, Message = "The tag {Tag} of the bucket {Bucket} could not be read: no key is taken as an exception, so that writes are invalidated, too. Allow s3:GetBucketTagging. Not said again before it could be read")]
    public static partial void ExceptionTagUnknown(this ILogger logger, Exception error, string tag, string bucket);

    public static void Tell(this ILogger logger, CatalogNotice notice)
    {
        switch (notice.Kind)
        {
            case CatalogNoticeKind.TenantTemplate:
                logger.TenantTemplate(notice.Subject);
                break;
            case CatalogNoticeKind.SmoothStreaming:
                logger.SmoothStreaming(notice.Subject);
                break;
            case CatalogNoticeKind.RewritesPaths:
                logger.RewritesPaths(notice.Subject);
                break;
            case CatalogNoticeKind.UnknownPolicy:
                logger.UnknownPolicy(notice.Subject);
                break;
            case CatalogNoticeKind.PoliciesDenied:
                logger.PoliciesDenied();
                break;
            case CatalogNoticeKind.ListDenied:
                logger.ListDenied();
                break;
            case CatalogNoticeKind.ListCut:
                logger.ListCut();
                break;
        }
    }
}
