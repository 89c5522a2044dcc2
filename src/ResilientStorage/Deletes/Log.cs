using Microsoft.Extensions.Logging;

namespace ResilientStorage.Deletes;

internal static partial class Log
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The replica of version {VersionId} could not be removed from store {Store} (try {Attempt})")]
    public static partial void RemovalFailed(this ILogger logger, Exception error, VersionId? versionId, string store, int attempt);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The store {Store} cannot be reached: its removals wait, and the time does not count")]
    public static partial void StoreDark(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "The replica of version {VersionId} in store {Store} is dead letter {WorkId} now: list the dead letters for the reason, mend it, and let them be tried again")]
    public static partial void DeadLettered(this ILogger logger, VersionId? versionId, string store, long workId);

    // Reason and object name the resource, which is logged at Debug only.
    [LoggerMessage(EventId = 303, Level = LogLevel.Debug, Message = "Dead letter {WorkId} is the object {ObjectKey}: {Reason}")]
    public static partial void DeadLetteredInDetail(this ILogger logger, long workId, string objectKey, string? reason);
}
