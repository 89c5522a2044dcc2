using System.Globalization;
using System.Text;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.Reports;

/// <summary>Draws charts with gnuplot: no charting library for .NET is in the feed that this repository builds from.</summary>
internal static class Gnuplot
{
    public const string Install = "apt-get install gnuplot-nox";

    public static bool IsInstalled => Tool.Find("gnuplot") is not null;

    public static async Task DrawAsync(Chart chart, string path)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(chart, path));
            await Tool.RunAsync("gnuplot", [script]);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(Chart chart, string path)
    {
        var rows = new StringBuilder();
        for (var i = 0; i < chart.Points.Count; i++)
        {
            var point = chart.Points[i];
            rows.Append(CultureInfo.InvariantCulture, $"\"{Quote(point.Label)}\" {point.Value:R} {point.Low:R} {point.High:R} {(point.Target is { } target ? target.ToString("R", CultureInfo.InvariantCulture) : "NaN")} {chart.Points.Count - i}\n");
        }

        var height = 110 + (chart.Points.Count * 26);
        var plot = chart.HasBars
            ? "$data using ($2/2):6:($2/2):(0.36):ytic(1) with boxxyerror fill solid 0.8 border rgb '#3b6ea5' linecolor rgb '#3b6ea5', $data using 2:6:(sprintf(' %.3g', $2)) with labels left font ',11'"
            : "$data using 2:6:3:4:ytic(1) with xerrorbars linewidth 2 pointtype 7 pointsize 0.7 linecolor rgb '#3b6ea5', $data using 5:6 with points pointtype 2 pointsize 1 linewidth 2 linecolor rgb '#c0392b'";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            set terminal svg size 960,{{height}} font 'sans-serif,12' background rgb 'white'
            set output '{{path}}'
            set title "{{Quote(chart.Title)}}"
            set xlabel "{{Quote(chart.Axis)}}"
            set yrange [0.4:{{chart.Points.Count}}.6]
            set xrange [{{(chart.HasBars ? "0:*" : "*:*")}}]
            set offsets 0,graph 0.08,0,0
            set grid xtics linecolor rgb '#dddddd'
            set border 3
            set tics nomirror
            unset key
            $data << END
            {{rows.ToString().TrimEnd()}}
            END
            plot {{plot}}

            """);
    }

    // Underscores and the like would be typesetting.
    private static string Quote(string text) => text.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal).Replace("_", "-", StringComparison.Ordinal).Replace("@", "at", StringComparison.Ordinal);
}
