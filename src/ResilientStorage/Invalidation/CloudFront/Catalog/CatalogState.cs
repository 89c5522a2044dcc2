namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>The list of distributions and how it was come by.</summary>
/// <param name="Snapshot">The list; null before the first.</param>
/// <param name="TriedAt">When it was last tried to be read.</param>
/// <param name="Failure">Why that failed; null when it did not.</param>
/// <param name="IsStale">Whether the service has contradicted it.</param>
internal sealed record CatalogState(CatalogSnapshot? Snapshot, DateTimeOffset TriedAt, CloudFrontException? Failure, bool IsStale);
