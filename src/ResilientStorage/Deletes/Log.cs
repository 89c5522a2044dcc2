using Microsoft.Extensions.Logging;

namespace ResilientStorage.Deletes;

internal static partial class Log
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The replica of version {VersionId} could not be removed from store {Store} (try {Attempt})")]
    public static partial void RemovalFailed(this ILogger logger, Exception error, VersionId? versionId, string store, int attempt);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The store {Store} cannot be reached: its removals wait, and the time does not count")]
    public static partial void StoreDark(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "The replica of version {VersionId} in store {Store} is a dead letter now: {Reason}")]
    public static partial void DeadLettered(this ILogger logger, VersionId? versionId, string store, string? reason);
}
