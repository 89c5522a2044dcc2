using ResilientStorage.Benchmarks.UploadMemory;

return args switch
{
    ["upload-memory", .. var rest] => await UploadMemoryBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Benchmarks of ResilientStorage. Build with -c Release, on a machine that does nothing else.

          upload-memory [MiB] [part MiB] [parts in flight] [folder]
              Uploads a stream of unknown length to two folders and a SQLite ledger, beside two bare loops that
              copy the same stream to two files. Default: 1024 MiB, 8 MiB, 4, the temporary folder.
        """);
    return 2;
}
