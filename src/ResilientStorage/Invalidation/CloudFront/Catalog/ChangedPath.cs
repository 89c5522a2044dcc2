namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A path that a change makes stale, in every form in which it is sent; shared by the distributions that serve it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Forms">The forms; none when it cannot be sent.</param>
internal sealed record ChangedPath(ObjectChange Change, EncodedPath[] Forms);
