using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Reports;

/// <summary>docs/benchmarks.md: what stands between two markers is made here, the rest is written by people.</summary>
internal sealed class Document(string folder)
{
    private readonly string _path = Path.Join(folder, "benchmarks.md");

    public void Replace(string name, string text)
    {
        var (begin, end) = ($"<!-- begin {name} -->", $"<!-- end {name} -->");
        var document = File.Exists(_path) ? File.ReadAllText(_path) : "";
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = document.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new BenchmarkException($"{_path} has no place for the table '{name}': it needs the lines '{begin}' and '{end}'.");
        }

        File.WriteAllText(_path, document[..(from + begin.Length)] + "\n" + text.Trim() + "\n" + document[to..]);
    }

    public async Task DrawAsync(IEnumerable<Chart> charts)
    {
        foreach (var chart in charts)
        {
            if (!Gnuplot.IsInstalled)
            {
                Progress.Write($"{chart.Name}.svg was not drawn: gnuplot is not installed ({Gnuplot.Install}).");
                continue;
            }

            var pictures = Directory.CreateDirectory(Path.Join(folder, "benchmarks"));
            await Gnuplot.DrawAsync(chart, Path.Join(pictures.FullName, chart.Name + ".svg"));
        }
    }
}
