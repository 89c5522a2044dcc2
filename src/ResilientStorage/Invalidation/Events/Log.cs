using Microsoft.Extensions.Logging;

namespace ResilientStorage.Invalidation.Events;

internal static partial class Log
{
    [LoggerMessage(EventId = 850, Message = "{Count} records of S3 events were left out: {Reason} (first: {Detail})")]
    public static partial void RecordsSkipped(this ILogger logger, LogLevel level, int count, S3EventSkipReason reason, string detail);

    [LoggerMessage(EventId = 851, Level = LogLevel.Error, Message = "{Count} messages with S3 events cannot be read and are not acknowledged: {Kind} (first: {Text})")]
    public static partial void MessagesUnreadable(this ILogger logger, int count, S3EventErrorKind kind, string text);

    [LoggerMessage(EventId = 852, Level = LogLevel.Error, Message = "A change told by an S3 event could not be handed to the invalidation batcher; its message is not acknowledged and should come again")]
    public static partial void ChangeRefused(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 853, Level = LogLevel.Warning, Message = "Changes told by S3 events were not settled within {Limit}; their messages are not acknowledged and should come again")]
    public static partial void NotSettledInTime(this ILogger logger, TimeSpan limit);

    [LoggerMessage(EventId = 854, Level = LogLevel.Error, Message = "Changes told by S3 events could not be sent; their messages are not acknowledged and should come again")]
    public static partial void FlushFailed(this ILogger logger, Exception error);
}
