namespace ResilientStorage.Benchmarks.Reports;

/// <summary>One value of a chart.</summary>
internal sealed record ChartPoint(string Label, double Value, double Low, double High, double? Target = null);
