using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

/// <summary>Texts of exceptions name keys, and keys are for Debug.</summary>
public sealed class KeylessLoggerTests
{
    private static readonly StorageException Error = Thrown(new StorageException(StorageErrorKind.Unavailable, "Store 'main', PutObject of 'telltale.jpg': it failed.", new IOException("telltale.jpg"))
    {
        Store = "main",
        Operation = "PutObject",
        Key = "telltale.jpg",
        StatusCode = 503,
        RequestId = "R-17",
    });

    [Fact]
    public void Log_AboveDebug_WithoutTheTextAndWholeAtDebug()
    {
        using var logs = new LogRecorder();

        Write(new KeylessLogger(logs), LogLevel.Warning, Error);

        Assert.Equal([(LogLevel.Warning, 7), (LogLevel.Debug, 7)], logs.Entries.Select(static entry => (entry.Level, entry.EventId)));
        Assert.DoesNotContain("telltale", logs.Entries[0].Text, StringComparison.Ordinal);
        Assert.Same(Error, logs.Entries[1].Error);
        var stripped = logs.Entries[0].Error!;
        Assert.Equal("ResilientStorage.StorageException: Unavailable, store 'main', PutObject, status 503, request R-17", stripped.Message);
        Assert.Equal(Error.StackTrace, stripped.StackTrace);
        Assert.Equal("System.IO.IOException", stripped.InnerException!.Message);
        Assert.Contains(nameof(Thrown), stripped.ToString(), StringComparison.Ordinal);
        Assert.Contains(" ---> System.IO.IOException", stripped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_DebugOff_OnceAndWithoutTheText()
    {
        using var logs = new LogRecorder { Least = LogLevel.Information };

        Write(new KeylessLogger(logs), LogLevel.Error, Error);

        Assert.DoesNotContain("telltale", Assert.Single(logs.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_OnlyDebugOrNoException_AsItIs()
    {
        using var logs = new LogRecorder();
        var logger = new KeylessLogger(logs);

        Write(logger, LogLevel.Debug, Error);
        Write(logger, LogLevel.Information, error: null);

        Assert.Equal([Error, null], logs.Entries.Select(static entry => entry.Error));
    }

    [Fact]
    public void Of_ErrorsOfLedgerAndUpload_KindAndStore()
    {
        var upload = new UploadFailedException("telltale.jpg", new LedgerException(LedgerErrorKind.Corrupt, "telltale.jpg")) { Key = "telltale.jpg", VersionId = default, Kind = StorageErrorKind.Timeout, Store = "main" };

        var logged = LoggedException.Of(upload);

        Assert.Equal("ResilientStorage.UploadFailedException: Timeout, store 'main'", logged.Message);
        Assert.Equal("ResilientStorage.LedgerException: Corrupt", logged.InnerException!.Message);
        Assert.Same(logged, LoggedException.Of(logged));
    }

    private static void Write(KeylessLogger logger, LogLevel level, Exception? error) =>
        logger.Log(level, new EventId(7), "state", error, static (state, _) => state);

    private static StorageException Thrown(StorageException error)
    {
        try
        {
            throw error;
        }
        catch (StorageException e)
        {
            return e;
        }
    }
}
