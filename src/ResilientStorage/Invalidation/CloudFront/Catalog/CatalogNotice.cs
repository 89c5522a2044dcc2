namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Something that a host should know, once.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">The distribution or policy; empty where it is about all.</param>
internal sealed record CatalogNotice(CatalogNoticeKind Kind, string Subject = "");
