using Microsoft.Extensions.Logging;

namespace ResilientStorage.Replicas;

internal static partial class Log
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "The store {Store} answered wrong bytes once, and the right ones when asked again")]
    public static partial void BadOnce(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "The store {Store} could not deliver; another copy is tried")]
    public static partial void Unreadable(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "The ledger could not be told what was found in the store {Store}")]
    public static partial void FindingNotRecorded(this ILogger logger, Exception error, string store);
}
