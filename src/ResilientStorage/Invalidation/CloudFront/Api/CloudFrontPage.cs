namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="NextMarker">Where the next page begins; null when this is the last.</param>
public sealed record CloudFrontPage<T>(IReadOnlyList<T> Items, string? NextMarker = null);
