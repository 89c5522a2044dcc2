namespace ResilientStorage.Resilience;

/// <summary>How long to wait after failed tries.</summary>
internal static class GrowingPause
{
    // Doubled so often, any pause is longer than any longest one.
    private const int MaxDoublings = 20;

    /// <param name="first">The pause after the first try.</param>
    /// <param name="longest">The longest pause.</param>
    /// <param name="attempts">How many tries failed before the last one: each doubles the pause.</param>
    public static TimeSpan After(TimeSpan first, TimeSpan longest, int attempts)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempts, MaxDoublings));
        return doubled < longest ? doubled : longest;
    }
}
