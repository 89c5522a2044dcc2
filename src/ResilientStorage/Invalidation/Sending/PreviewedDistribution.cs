namespace ResilientStorage.Invalidation.Sending;

/// <summary>What one distribution would be told.</summary>
/// <param name="DistributionId">The distribution.</param>
/// <param name="Paths">The paths.</param>
/// <param name="SinglePaths">How many there would be without wildcards of choice.</param>
/// <param name="Changes">What they come from.</param>
internal sealed record PreviewedDistribution(string DistributionId, IReadOnlyList<PreviewedPath> Paths, long SinglePaths, IReadOnlyList<NewInvalidationIntent> Changes);
