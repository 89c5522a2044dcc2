using System.Diagnostics;

namespace ResilientStorage.Benchmarks.Statistics;

/// <summary>
/// Runs contestants by turns, so that what the machine does meanwhile hits all of them alike. Every other round goes backwards: neighbours stay
/// neighbours, and none is always first.
/// </summary>
internal static class Rounds
{
    public static async Task<IReadOnlyList<Samples>> RunAsync(int count, IReadOnlyList<Contestant> contestants, string progress)
    {
        var samples = contestants.Select(static contestant => new Samples(contestant.Name)).ToList();
        foreach (var contestant in contestants)
        {
            await RunOnceAsync(contestant);
        }

        for (var round = 0; round < count; round++)
        {
            Progress.Write($"{progress}: round {round + 1} of {count}");
            var order = Enumerable.Range(0, contestants.Count).Where(index => round < contestants[index].MaxRounds);
            foreach (var index in round % 2 == 0 ? order : order.Reverse())
            {
                samples[index].Add(round, await RunOnceAsync(contestants[index]));
            }
        }

        return samples;
    }

    private static async Task<double> RunOnceAsync(Contestant contestant)
    {
        // One contestant's garbage is not to be another's pause.
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await contestant.RunAsync();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (contestant.TidyAsync is { } tidy)
        {
            await tidy();
        }

        return elapsed;
    }
}
