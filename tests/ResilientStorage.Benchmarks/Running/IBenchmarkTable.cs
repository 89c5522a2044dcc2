using ResilientStorage.Benchmarks.Reports;

namespace ResilientStorage.Benchmarks.Running;

/// <summary>Measures one table of the document.</summary>
internal interface IBenchmarkTable
{
    string Name { get; }

    /// <summary>One line for the help.</summary>
    string Summary { get; }

    Task<TableResult> RunAsync(BenchmarkSettings settings, TestServers servers);
}
