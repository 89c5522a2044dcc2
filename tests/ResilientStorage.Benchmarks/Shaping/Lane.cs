using System.Diagnostics;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>One direction of a line: bytes leave it one after the other at its bandwidth, and arrive half a round trip later.</summary>
internal sealed class Lane(LineShape shape)
{
    // What senders may be ahead of the line: its queue. Timers come a millisecond late, and more on busy cores: with less, the line would stand idle meanwhile.
    private static readonly long Slack = Stopwatch.Frequency * 20 / 1_000;

    private readonly Lock _lock = new();
    private readonly double _ticksPerByte = Stopwatch.Frequency / shape.BytesPerSecond;
    private readonly long _latency = (long)(shape.RoundTrip.TotalSeconds / 2 * Stopwatch.Frequency);
    private double _free;

    /// <summary>Gives bytes their place on the line.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="next">When more may be put on the line.</param>
    /// <returns>When the last of them arrives.</returns>
    public long Take(int bytes, out long next)
    {
        lock (_lock)
        {
            _free = Math.Max(_free, Stopwatch.GetTimestamp()) + (bytes * _ticksPerByte);
            next = (long)_free - Slack;
            return (long)_free + _latency;
        }
    }

    public static Task WaitUntilAsync(long timestamp)
    {
        var left = (timestamp - Stopwatch.GetTimestamp()) * 1_000.0 / Stopwatch.Frequency;

        // A timer fires up to a millisecond late and never early: half of one less is right on average.
        return left >= 0.5 ? Task.Delay((int)Math.Round(left - 0.5, MidpointRounding.AwayFromZero)) : Task.CompletedTask;
    }
}
