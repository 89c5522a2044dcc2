namespace ResilientStorage.Invalidation;

/// <summary>What invalidations used in a span of time.</summary>
/// <param name="Batches">How many batches were accepted.</param>
/// <param name="Paths">How many paths they held; a wildcard is one.</param>
/// <param name="Wildcards">How many of those were wildcards.</param>
/// <param name="SinglePaths">How many paths there would have been without wildcards.</param>
public sealed record InvalidationUsage(long Batches, long Paths, long Wildcards, long SinglePaths);
