namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>The least that storing a stream twice can be: read a buffer, write it to two files, flush. No hash, no ledger, no way back.</summary>
internal sealed class BareCopy(Settings settings, string folder)
{
    public async Task RunAsync(Stream source, bool bothAtOnce)
    {
        Directory.CreateDirectory(folder);
        await using var first = Create("first");
        await using var second = Create("second");
        var buffer = new byte[settings.PartSize];
        while (await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            var bytes = buffer.AsMemory(0, read);
            if (bothAtOnce)
            {
                await Task.WhenAll(first.WriteAsync(bytes).AsTask(), second.WriteAsync(bytes).AsTask());
            }
            else
            {
                await first.WriteAsync(bytes);
                await second.WriteAsync(bytes);
            }
        }

        first.Flush(flushToDisk: true);
        second.Flush(flushToDisk: true);
    }

    private FileStream Create(string name) =>
        new(Path.Join(folder, name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
}
