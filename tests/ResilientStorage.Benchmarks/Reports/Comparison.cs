using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Reports;

/// <summary>One row of a table of ratios.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Subject">Who did it.</param>
/// <param name="Other">Who did it beside.</param>
/// <param name="Target">The ratio to reach; null for one that is only published.</param>
internal sealed record Comparison(string Work, Samples Subject, Samples Other, double? Target = null)
{
    public PairedRatio Ratio { get; } = PairedRatio.Of(Subject, Other);
}
