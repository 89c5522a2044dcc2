namespace ResilientStorage.Cli.Files;

/// <summary>Opens files whose opening may wait without end, as that of a named pipe waits for its other side.</summary>
internal static class WaitingFile
{
    public static async Task<FileStream> OpenAsync(string path, FileStreamOptions options, CancellationToken cancellationToken)
    {
        if (FileKinds.Of(path) is FileKind.Regular or FileKind.Missing)
        {
            return new FileStream(path, options);
        }

        // The system's call cannot be called off: its thread is left waiting in it, and closes what it may still get.
        var opening = Task.Factory.StartNew(() => new FileStream(path, options), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = CloseAsync(opening);
            throw;
        }
    }

    private static async Task CloseAsync(Task<FileStream> opening)
    {
        try
        {
            await using var late = await opening;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Never opened: nothing to close, and nobody is left to tell.
        }
    }
}
