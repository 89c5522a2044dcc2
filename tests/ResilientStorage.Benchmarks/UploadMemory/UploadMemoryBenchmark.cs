using System.Globalization;

namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>Shows that the memory of an upload is that of the parts in flight, and what the promises cost beside a bare loop.</summary>
internal static class UploadMemoryBenchmark
{
    private const ulong Seed = 42;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = Settings.Parse(arguments);
        var folder = Path.Join(settings.Folder, "resilientstorage-benchmark-" + Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(folder);
            var copy = new BareCopy(settings, Path.Join(folder, "warm-up"));
            await copy.RunAsync(new SeededStream(Seed, settings.PartSize), bothAtOnce: true);

            var oneAfterAnother = await MeasureCopyAsync("bare loop, one file after another", folder, settings, bothAtOnce: false);
            var bothAtOnce = await MeasureCopyAsync("bare loop, both files at once", folder, settings, bothAtOnce: true);
            var upload = await MeasureUploadAsync(folder, settings);
            Print(settings, upload, oneAfterAnother, bothAtOnce);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measurement> MeasureCopyAsync(string name, string folder, Settings settings, bool bothAtOnce)
    {
        var path = Path.Join(folder, "copy");
        var measurement = await MemoryWatch.MeasureAsync(name, () => new BareCopy(settings, path).RunAsync(Source(settings), bothAtOnce));

        // The next way gets the same room on the disk and in its cache.
        Directory.Delete(path, recursive: true);
        return measurement;
    }

    private static async Task<Measurement> MeasureUploadAsync(string folder, Settings settings)
    {
        await using var engine = new EngineUpload(settings, Path.Join(folder, "engine"));
        await engine.WarmUpAsync();
        return await MemoryWatch.MeasureAsync("UploadAsync, two stores and ledger", () => engine.RunAsync(Source(settings)));
    }

    private static SeededStream Source(Settings settings) => new(Seed, settings.Length);

    private static void Print(Settings settings, Measurement upload, Measurement oneAfterAnother, Measurement bothAtOnce)
    {
        Write($"upload-memory: {Mebibytes(settings.Length)} of unknown length, seed {Seed}, {Environment.ProcessorCount} cores");
        Write($"  time of the upload : bare loop, one file after another = {upload.Elapsed / oneAfterAnother.Elapsed:F2}");
        Write($"  time of the upload : bare loop, both files at once     = {upload.Elapsed / bothAtOnce.Elapsed:F2}");
        Write($"  peak managed heap : bound (PartSize x PartsInFlight)   = {(double)upload.PeakHeap / settings.Bound:F2}");
        Write($"  peak managed heap : content                            = {(double)upload.PeakHeap / settings.Length:F3}");
        Write($"  bound: {Mebibytes(settings.PartSize)} x {settings.PartsInFlight} = {Mebibytes(settings.Bound)}");
        Write($"  {"",-36}{"time",10}{"MiB/s",8}{"peak heap",12}{"peak working set",18}{"allocated",12}");
        foreach (var way in new[] { upload, oneAfterAnother, bothAtOnce })
        {
            Write($"  {way.Name,-36}{way.Elapsed.TotalSeconds,8:F2} s{way.MebibytesPerSecond(settings.Length),8:F0}{Mebibytes(way.PeakHeap),12}{Mebibytes(way.PeakWorkingSet),18}{Mebibytes(way.Allocated),12}");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_048_576.0:F1} MiB");
}
