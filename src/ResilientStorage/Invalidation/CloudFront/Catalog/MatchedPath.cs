namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A path that a change makes stale.</summary>
/// <param name="Path">The path and why.</param>
/// <param name="Change">The change.</param>
internal readonly record struct MatchedPath(EncodedPath Path, ObjectChange Change);
