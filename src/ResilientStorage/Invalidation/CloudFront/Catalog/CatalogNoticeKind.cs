namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What a host should know about its distributions, once.</summary>
internal enum CatalogNoticeKind
{
    TenantTemplate,
    SmoothStreaming,
    RewritesPaths,
    UnknownPolicy,
    PoliciesDenied,
    ListDenied,
    ListCut,
}
