using System.Diagnostics;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>The Mirror service of Rails, in one Ruby process that stays and is told of each file.</summary>
internal sealed class ActiveStorageWriter : IDoubleWriter
{
    public const string Label = "ActiveStorage Mirror";
    public const string Install = "apt-get install ruby ruby-activestorage ruby-aws-sdk-s3";

    private readonly Process _process;

    private ActiveStorageWriter(Process process) => _process = process;

    public string Name => Label;

    /// <summary>Starts it.</summary>
    /// <returns>Null where Ruby lacks the library.</returns>
    public static async Task<ActiveStorageWriter?> StartAsync(WriterContext context)
    {
        var start = new ProcessStartInfo("ruby", [Path.Join(AppContext.BaseDirectory, "DoubleWrites", "active_storage_mirror.rb")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["BENCHMARK_MAIN"] = context.Addresses.Main,
                ["BENCHMARK_BACKUP"] = context.Addresses.Backup,
                ["BENCHMARK_BUCKET"] = context.Bucket,
                ["BENCHMARK_ACCESS_KEY"] = context.Servers.AccessKey,
                ["BENCHMARK_SECRET_KEY"] = context.Servers.SecretKey,
            },
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        if (await process.StandardOutput.ReadLineAsync() == "ready")
        {
            return new ActiveStorageWriter(process);
        }

        process.Dispose();
        return null;
    }

    public async Task WriteAsync(Payload payload, string key)
    {
        await _process.StandardInput.WriteLineAsync($"{key}\t{payload.Path}");
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() is var answer and not "ok")
        {
            throw new BenchmarkException($"{Label}: {answer}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
