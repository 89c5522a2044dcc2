namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>What matching needs to know besides the distributions.</summary>
/// <param name="Forms">Makes the paths that are sent.</param>
/// <param name="Exceptions">Keys that are invalidated on removal only.</param>
/// <param name="RootObjects">By distribution the key, below the origin path, that <c>/</c> shows.</param>
/// <param name="IndexDocument">The file that folders show; null for none.</param>
/// <param name="PathMapper">Names the other paths where functions rewrite them; null for none.</param>
internal sealed record MatchContext(PathForms Forms, ExceptionPrefixes Exceptions, IReadOnlyDictionary<string, string> RootObjects, string? IndexDocument, Func<CloudFrontViewerPath, IEnumerable<string>>? PathMapper);
