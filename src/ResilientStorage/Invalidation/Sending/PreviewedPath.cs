namespace ResilientStorage.Invalidation.Sending;

/// <summary>A path that would be sent.</summary>
/// <param name="Path">The path as it goes over the wire.</param>
/// <param name="Reason">Why the change needs it; null for a wildcard that the planner has chosen.</param>
/// <param name="Source">The change; null for such a wildcard.</param>
/// <param name="Replaced">How many paths such a wildcard stands for; 0 for a path of a change.</param>
internal sealed record PreviewedPath(string Path, PathReason? Reason, NewInvalidationIntent? Source, int Replaced);
