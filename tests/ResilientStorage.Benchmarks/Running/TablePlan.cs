using ResilientStorage.Benchmarks.DoubleWrites;
using ResilientStorage.Benchmarks.InProcess;
using ResilientStorage.Benchmarks.Invalidation;
using ResilientStorage.Benchmarks.Ledger;
using ResilientStorage.Benchmarks.Memory;
using ResilientStorage.Benchmarks.Reads;
using ResilientStorage.Benchmarks.Reports;
using ResilientStorage.Benchmarks.Statistics;

namespace ResilientStorage.Benchmarks.Running;

/// <summary>All tables, and the run of those that were asked for.</summary>
internal static class TablePlan
{
    private static readonly IBenchmarkTable[] All =
    [
        new ShapedWriteTable(),
        new BareWriteTable(),
        new SmallWriteTable(),
        new MemoryTable(),
        new ReadTable(),
        new FailoverTable(),
        new LedgerTable(),
        new InProcessTable(),
        new InvalidationTable(),
    ];

    public static string Help => string.Join('\n', All.Select(static table => $"  {table.Name,-12}{table.Summary}"));

    public static async Task<int> RunAsync(BenchmarkSettings settings)
    {
        var unknown = settings.Tables.FirstOrDefault(static name => !All.Any(table => table.Name == name));
        if (unknown is not null)
        {
            throw new BenchmarkException($"There is no table '{unknown}'. Tables: {string.Join(", ", All.Select(static table => table.Name))}.");
        }

        var servers = TestServers.Demand();
        var machine = await Machine.DescribeAsync(servers);
        Progress.Write(machine);
        var document = settings.Documents is { } folder ? new Document(folder) : null;
        document?.Replace("machine", machine);
        var failures = 0;
        foreach (var table in All.Where(table => settings.Tables.Count == 0 || settings.Tables.Contains(table.Name)))
        {
            failures += await TryRunAsync(table, settings, servers, document) ? 0 : 1;
        }

        return failures == 0 ? 0 : 1;
    }

    /// <summary>Runs one table; what fails in it is told, and the others still run.</summary>
    private static async Task<bool> TryRunAsync(IBenchmarkTable table, BenchmarkSettings settings, TestServers servers, Document? document)
    {
        try
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var result = await table.RunAsync(settings, servers);
            var text = $"{result.Text.TrimEnd()}\n\n{Machine.Stamp(settings)}";
            Console.WriteLine($"{text} Took {TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds:F0} s.\n");
            if (document is not null)
            {
                document.Replace(table.Name, text);
                await document.DrawAsync(result.Charts);
            }

            return true;
        }
        catch (Exception e)
        {
            Progress.Write($"The table '{table.Name}' was not measured: {e}");
            return false;
        }
    }
}
