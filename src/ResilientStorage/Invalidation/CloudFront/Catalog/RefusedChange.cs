namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A change of which a path cannot be sent; its other paths, if it has any, are among the matches.</summary>
/// <param name="Change">The change.</param>
/// <param name="Path">The path and what is wrong with it.</param>
internal sealed record RefusedChange(ObjectChange Change, RefusedPath Path);
