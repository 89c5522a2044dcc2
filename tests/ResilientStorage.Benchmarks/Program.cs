using ResilientStorage.Benchmarks.Memory;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Benchmarks.Shaping;
using ResilientStorage.Benchmarks.UploadMemory;

try
{
    return args switch
    {
        ["upload-memory", .. var rest] => await UploadMemoryBenchmark.RunAsync(rest),
        [ShapingProxyProcess.Verb, .. var rest] => await ShapingProxyProcess.ServeAsync(rest),
        [MemoryRun.Verb, .. var rest] => await MemoryRun.RunAsync(rest),
        ["--help" or "-h" or "help", ..] => Usage(),
        _ => await TablePlan.RunAsync(BenchmarkSettings.Parse(args)),
    };
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static int Usage()
{
    Console.WriteLine($"""
        Benchmarks of ResilientStorage. Build with -c Release, on a machine that does nothing else.

          dotnet run -c Release --project tests/ResilientStorage.Benchmarks -- [table ...] [--quick] [--no-docs]

        Measures the tables, all by default, and writes them to docs/benchmarks.md and docs/benchmarks/*.svg.
        Needs the servers of tests/servers/up.sh. --quick takes fewer rounds and smaller contents.

        {TablePlan.Help.Replace("\n", "\n        ", StringComparison.Ordinal).TrimStart()}

          upload-memory [MiB] [part MiB] [parts in flight] [folder]
              Without servers: uploads a stream of unknown length to two folders and a SQLite ledger, beside two bare loops
              that copy the same stream to two files. Default: 1024 MiB, 8 MiB, 4, the temporary folder.
        """);
    return 0;
}
