using System.Diagnostics;
using System.Globalization;
using ResilientStorage.Benchmarks.Running;

namespace ResilientStorage.Benchmarks.Memory;

/// <summary>One long upload in a process of its own: what the process needs beyond its rest is the upload's.</summary>
internal static class MemoryRun
{
    public const string Verb = "memory-run";

    private const ulong Seed = 42;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>What the process does.</summary>
    /// <param name="arguments">The addresses of both stores, the bucket, the length.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var servers = TestServers.Demand();
        await using var host = new EngineHost(servers, new StoreAddresses(arguments[0], arguments[1]), arguments[2]);
        await host.Storage.UploadAsync("warm-up", new byte[] { 1 }.AsMemory());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The operating system counts working sets in its own time.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var idle = Environment.WorkingSet;
        var peak = idle;
        var started = Stopwatch.GetTimestamp();
        await using (new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, TimeSpan.Zero, Interval))
        {
            await host.Storage.UploadAsync("content", new SeededStream(Seed, long.Parse(arguments[3], CultureInfo.InvariantCulture)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{idle} {peak} {Stopwatch.GetElapsedTime(started).TotalSeconds:F1}"));
        return 0;
    }
}
