using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>All contestants beside each other: the time of each, and how many times that of the engine it is.</summary>
internal static class WriteReport
{
    public static string Write(IReadOnlyList<(int Length, IReadOnlyList<Samples> Samples)> sizes)
    {
        var names = sizes.SelectMany(static size => size.Samples).Select(static samples => samples.Name).Distinct().ToList();
        return MarkdownTable.Write(
            ["p50; times the engine's", .. sizes.Select(static size => Payload.SizeOf(size.Length))],
            names.Select(name => new[] { name }.Concat(sizes.Select(size => Cell(size.Samples, name))).ToArray()));
    }

    public static IEnumerable<Chart> Charts(string name, string title, IReadOnlyList<(int Length, IReadOnlyList<Samples> Samples)> sizes) =>
        sizes.Select(size => new Chart(
            $"{name}-{size.Length >> 20}-mib",
            $"{title}, {Payload.SizeOf(size.Length)}",
            "milliseconds until both stores have it (median; shorter is better)",
            [.. size.Samples.Select(static samples => new ChartPoint(samples.Name, samples.Median, samples.Median, samples.Median))])
        {
            HasBars = true,
        });

    private static string Cell(IReadOnlyList<Samples> samples, string name)
    {
        var engine = samples[0];
        return samples.FirstOrDefault(sample => sample.Name == name) is not { } found
            ? ""
            : found == engine
                ? ComparisonTable.Time(found.Median)
                : string.Create(CultureInfo.InvariantCulture, $"{ComparisonTable.Time(found.Median)}; {PairedRatio.Of(found, engine).Median:F2} x");
    }
}
