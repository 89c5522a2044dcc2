namespace ResilientStorage.Invalidation.Sending;

/// <summary>What became of a list of changes.</summary>
/// <param name="Paths">What the distributions are to be told.</param>
/// <param name="Settled">The changes that are done with: by those paths, or because nothing serves them.</param>
internal sealed record PlannedChanges(IReadOnlyList<PlannedPaths> Paths, IReadOnlyList<InvalidationIntent> Settled);
