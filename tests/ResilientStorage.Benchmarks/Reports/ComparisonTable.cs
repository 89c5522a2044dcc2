using System.Globalization;

namespace ResilientStorage.Benchmarks.Reports;

/// <summary>Ratios first, then the times they were made of.</summary>
internal static class ComparisonTable
{
    public static string Write(IEnumerable<Comparison> comparisons) => MarkdownTable.Write(
        ["work", "compared with", "ratio", "95 % interval", "target", "", "p50", "p50 of the other", "pairs"],
        comparisons.Select(static row => new[]
        {
            row.Work,
            row.Other.Name,
            $"**{Number(row.Ratio.Median)}**",
            $"{Number(row.Ratio.Low)} to {Number(row.Ratio.High)}",
            row.Target is { } target ? $"<= {Number(target)}" : "",
            row.Target is { } goal ? row.Ratio.Meets(goal) ? "met" : "**missed**" : "",
            Time(row.Subject.Median),
            Time(row.Other.Median),
            row.Ratio.Pairs.ToString(CultureInfo.InvariantCulture),
        }));

    public static Chart Chart(string name, string title, IEnumerable<Comparison> comparisons) => new(
        name,
        title,
        "ratio (1.0 = as fast as the other; bars: 95 % interval; crosses: target)",
        [.. comparisons.Select(static row => new ChartPoint($"{row.Work} : {row.Other.Name}", row.Ratio.Median, row.Ratio.Low, row.Ratio.High, row.Target))]);

    public static string Time(double milliseconds) => milliseconds switch
    {
        double.NaN => "",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F2} ms"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F1} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F0} ms"),
    };

    public static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
