namespace ResilientStorage.Cli.Processes;

/// <summary>A named pipe: a file whose end comes when the test says so, so that a put can be met in its middle without waiting for time to pass.</summary>
internal sealed class SlowSource : IAsyncDisposable
{
    // More than all parts in flight: once it is read, the upload is recorded and its first parts are in the stores.
    private const int EnoughBytes = 41 << 20;

    private readonly FileStream _pipe;

    private SlowSource(FileStream pipe) => _pipe = pipe;

    /// <summary>Feeds the reader until its upload is well under way.</summary>
    public static async Task<SlowSource> FeedAsync(string path)
    {
        // Opening waits for the reader, on a thread of its own.
        var pipe = await Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        await pipe.WriteAsync(new byte[EnoughBytes]);
        return new SlowSource(pipe);
    }

    /// <summary>Feeds on until the reader has gone.</summary>
    public async Task FeedUntilBrokenAsync()
    {
        var more = new byte[1 << 16];
        try
        {
            while (true)
            {
                await _pipe.WriteAsync(more);
            }
        }
        catch (IOException)
        {
            // The reader has closed its end: what this waits for.
        }
    }

    public ValueTask DisposeAsync() => _pipe.DisposeAsync();
}
