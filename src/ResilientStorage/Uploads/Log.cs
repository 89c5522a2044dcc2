using Microsoft.Extensions.Logging;

namespace ResilientStorage.Uploads;

internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Version {VersionId} is live with {Bytes} bytes")]
    public static partial void Uploaded(this ILogger logger, VersionId versionId, long bytes);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "The ledger could not be told that version {VersionId} failed; the sweep cleans up once its lease has ended")]
    public static partial void CleanUpFailed(this ILogger logger, Exception error, VersionId versionId);
}
