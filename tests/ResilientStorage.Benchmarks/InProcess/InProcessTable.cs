using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.InProcess;

/// <summary>Small things that need no server, by BenchmarkDotNet.</summary>
internal sealed class InProcessTable : IBenchmarkTable
{
    private const double Microsecond = 1_000;
    private const double Kibibyte = 1_024;

    public string Name => "in-process";

    public string Summary => "time and allocation of the engine's own parts, by BenchmarkDotNet (about 2 min)";

    public Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers)
    {
        var artifacts = Directory.CreateTempSubdirectory("resilientstorage-benchmark-").FullName;
        try
        {
            var job = (settings.IsQuick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
            var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).WithArtifactsPath(artifacts).WithOptions(ConfigOptions.DisableLogFile)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddDiagnoser(MemoryDiagnoser.Default);
            var summaries = new[] { typeof(EngineCosts), typeof(DigestCosts) }.Select(type => BenchmarkRunner.Run(type, config)).ToList();
            var rows = summaries.SelectMany(static summary => summary.Reports).Select(static report => new[]
            {
                Describe(report.BenchmarkCase),
                report.ResultStatistics is { } statistics ? string.Create(CultureInfo.InvariantCulture, $"{statistics.Mean / Microsecond:F1} µs") : "failed",
                string.Create(CultureInfo.InvariantCulture, $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase).GetValueOrDefault() / Kibibyte:F1} KiB"),
            });
            return Task.FromResult(new TableResult(MarkdownTable.Write(["work", "mean", "allocated"], rows)));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static string Describe(BenchmarkCase benchmark)
    {
        var name = benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        return benchmark.Parameters["Length"] is int length ? $"{name}, {DoubleWrites.Payload.SizeOf(length)}, stores and ledger in memory" : name;
    }
}
