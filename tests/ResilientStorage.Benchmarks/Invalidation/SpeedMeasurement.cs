using System.Diagnostics;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>How long something took and what it allocated, kept or not.</summary>
internal sealed record SpeedMeasurement(string Name, TimeSpan Elapsed, long Allocated)
{
    private const int Rounds = 7;

    /// <summary>The median of several rounds after one that warms up.</summary>
    public static SpeedMeasurement Of(string name, Action action)
    {
        action();
        var rounds = new List<(TimeSpan Elapsed, long Allocated)>();
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            action();
            rounds.Add((clock.Elapsed, GC.GetAllocatedBytesForCurrentThread() - allocated));
        }

        var median = rounds.OrderBy(static round => round.Elapsed).ElementAt(Rounds / 2);
        return new SpeedMeasurement(name, median.Elapsed, median.Allocated);
    }
}
