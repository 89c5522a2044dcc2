using System.Globalization;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Shaping;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Memory;

/// <summary>A long stream of unknown length to two stores, of which one is ten times slower: the fast one has to wait, and nothing may pile up.</summary>
internal sealed class MemoryTable : IBenchmarkTable
{
    private const long Mebibyte = 1 << 20;
    private const int PartSize = 8;
    private const int PartsInFlight = 4;
    private const int Allowance = 48;

    public string Name => "memory";

    public string Summary => "peak working set of 1 GiB from a non-seekable stream, one store ten times slower (about 1 min)";

    public async Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        var length = settings.IsQuick ? 128 * Mebibyte : 1024 * Mebibyte;
        await using var buckets = await BucketPair.CreateAsync(servers);
        using var main = await ShapingProxyProcess.StartAsync(servers.Main, LineShape.Of(250, 1));
        using var backup = await ShapingProxyProcess.StartAsync(servers.Backup, LineShape.Of(25, 1));
        Progress.Write($"{Name}: {length / Mebibyte} MiB");
        var output = await Tool.RunAsync(
            Environment.ProcessPath!,
            [.. ShapingProxyProcess.SelfArguments(), MemoryRun.Verb, main.Url, backup.Url, buckets.Name, length.ToString(CultureInfo.InvariantCulture)]);
        var figures = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var (idle, peak, seconds) = (figures[0] / Mebibyte, figures[1] / Mebibyte, figures[2]);
        const int Target = (PartSize * PartsInFlight) + Allowance;
        return new TableResult(MarkdownTable.Write(
            ["upload", "lines", "time", "idle working set", "peak over idle", "target", ""],
            [[
                $"{length / Mebibyte} MiB, non-seekable, length unknown",
                $"{main.Shape}; {backup.Shape}",
                string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s"),
                Mebibytes(idle),
                $"**{Mebibytes(peak - idle)}**",
                $"<= {PartsInFlight} x {PartSize} + {Allowance} = {Target} MiB",
                peak - idle <= Target ? "met" : "**missed**",
            ]]));
    }

    private static string Mebibytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} MiB");
}
