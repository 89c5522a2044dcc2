using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>Has writers write one size by turns.</summary>
internal static class WriteRounds
{
    // Shorter runs are repeated, so that a timer's and a scheduler's grain do not decide.
    private const int LongEnough = 16 << 20;
    private const int MostRepeats = 10;

    /// <param name="settings">How many rounds.</param>
    /// <param name="set">The writers.</param>
    /// <param name="judged">Those that a target depends on; the others take part in fewer rounds.</param>
    /// <param name="buckets">Emptied after every run.</param>
    /// <param name="length">The size.</param>
    /// <param name="progress">What to tell whoever waits.</param>
    public static async Task<IReadOnlyList<Samples>> RunAsync(BenchmarkSettings settings, WriterSet set, IReadOnlyCollection<IDoubleWriter> judged, BucketPair buckets, int length, string progress)
    {
        using var payload = new Payload(length);
        var repeats = Math.Clamp(LongEnough / length, 1, MostRepeats);
        await set.ProveAsync(buckets, payload);
        var contestants = set.Writers
            .Select(writer => new Contestant(writer.Name, () => WriteAsync(writer, payload, repeats))
            {
                TidyAsync = buckets.EmptyAsync,
                MaxRounds = judged.Contains(writer) ? settings.Rounds : settings.ExtraRounds,
            })
            .ToList();
        var samples = await Rounds.RunAsync(settings.Rounds, contestants, $"{progress}, {payload.Size}");
        return [.. samples.Select(sample => sample.Map(milliseconds => milliseconds / repeats))];
    }

    private static async Task WriteAsync(IDoubleWriter writer, Payload payload, int repeats)
    {
        for (var i = 0; i < repeats; i++)
        {
            await writer.WriteAsync(payload, TestServers.NewName());
        }
    }
}
