namespace ResilientStorage.Benchmarks.Reports;

/// <summary>A picture with one line for each point, drawn by gnuplot.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Axis">What its horizontal axis counts.</param>
/// <param name="Points">From top to bottom.</param>
internal sealed record Chart(string Name, string Title, string Axis, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Whether values are bars from zero; otherwise they are points with an interval.</summary>
    public bool HasBars { get; init; }
}
