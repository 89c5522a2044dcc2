namespace ResilientStorage.Invalidation;

/// <summary>A path to invalidate.</summary>
/// <param name="Path">Beginning with <c>/</c>, at most 4,000 characters; an asterisk only as its last character.</param>
/// <param name="DistributionId">The distribution; null for every one that the batcher knows.</param>
/// <param name="Receipt">The caller's own mark; it comes back in exactly one <see cref="InvalidationOutcome"/>. Null when no outcome is wanted.</param>
public sealed record InvalidationPath(string Path, string? DistributionId = null, string? Receipt = null);
