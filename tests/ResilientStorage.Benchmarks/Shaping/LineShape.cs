using System.Globalization;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>What a line to a provider is like.</summary>
/// <param name="BytesPerSecond">Its bandwidth, in either direction, shared by all connections.</param>
/// <param name="RoundTrip">The latency that it adds to a request and its answer together.</param>
internal sealed record LineShape(double BytesPerSecond, TimeSpan RoundTrip)
{
    public static LineShape Of(double megabytesPerSecond, double milliseconds) => new(megabytesPerSecond * 1_000_000, TimeSpan.FromMilliseconds(milliseconds));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BytesPerSecond / 1_000_000:F0} MB/s, {RoundTrip.TotalMilliseconds:F0} ms");
}
