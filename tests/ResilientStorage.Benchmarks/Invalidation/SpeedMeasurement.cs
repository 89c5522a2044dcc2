using System.Diagnostics;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>How long something took and what it allocated, kept or not.</summary>
/// <param name="Name">What.</param>
/// <param name="Elapsed">By the wall.</param>
/// <param name="Processor">Time of the processor, the collector's threads included: what the clock would say if nothing else ran.</param>
/// <param name="Allocated">Bytes.</param>
internal sealed record SpeedMeasurement(string Name, TimeSpan Elapsed, TimeSpan Processor, long Allocated)
{
    private const int Rounds = 5;

    /// <summary>The median of several rounds after one that warms up.</summary>
    public static SpeedMeasurement Of(string name, Action action)
    {
        action();
        var rounds = new List<(TimeSpan Elapsed, TimeSpan Processor, long Allocated)>();
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var processor = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            action();
            rounds.Add((clock.Elapsed, Environment.CpuUsage.TotalTime - processor, GC.GetAllocatedBytesForCurrentThread() - allocated));
        }

        var median = rounds.OrderBy(static round => round.Elapsed).ElementAt(Rounds / 2);
        return new SpeedMeasurement(name, median.Elapsed, median.Processor, median.Allocated);
    }
}
