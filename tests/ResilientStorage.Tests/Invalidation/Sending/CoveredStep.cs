using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Something that happens to a storage whose changes are told by itself, by events, or by both.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Of which object.</param>
/// <param name="Delay">After how long the event comes, or how long nothing happens.</param>
/// <param name="Skew">How far the store's clock is off when it stamps the event.</param>
internal sealed record CoveredStep(CoveredStepKind Kind, string Key, TimeSpan Delay, TimeSpan Skew)
{
    public static IReadOnlyList<CoveredStep> Generate(SimRandom random) => [.. Enumerable.Range(0, random.Next(3, 40)).Select(_ => new CoveredStep(
        random.Pick(Enum.GetValues<CoveredStepKind>()),
        random.Pick(["a/1", "a/2", "c d"]),
        random.Pick([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(random.Next(10)), TimeSpan.FromSeconds(random.Next(60)), random.Chance(0.2) ? TimeSpan.FromMinutes(random.Next(90)) : TimeSpan.Zero]),
        TimeSpan.FromMilliseconds(random.Next(-4_999, 5_000))))];
}
