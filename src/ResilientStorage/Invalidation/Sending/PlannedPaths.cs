namespace ResilientStorage.Invalidation.Sending;

/// <summary>What one distribution is to be told with one call.</summary>
/// <param name="DistributionId">The distribution.</param>
/// <param name="Paths">The encoded paths.</param>
/// <param name="SinglePaths">How many there would be without wildcards of choice.</param>
/// <param name="IsBackfill">Whether they may wait until nothing more urgent does.</param>
/// <param name="Intents">What they come from.</param>
internal sealed record PlannedPaths(string DistributionId, IReadOnlyList<string> Paths, long SinglePaths, bool IsBackfill, IReadOnlyList<InvalidationIntent> Intents)
{
    /// <summary>All that is wanted of the distribution, for the one who asks why; null when nobody can.</summary>
    public WantedPaths? Wanted { get; init; }
}
