using Microsoft.Extensions.Logging;

namespace ResilientStorage.Resilience;

internal static partial class Log
{
    [LoggerMessage(EventId = 520, Level = LogLevel.Error, Message = "Work in the background failed; what it was for is still in the ledger")]
    public static partial void BackgroundWorkFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "The store {Store} kept failing (lately {Kind}) and is left alone for {Duration}: calls fail at once, reads ask other stores first")]
    public static partial void StoreLeftAlone(this ILogger logger, string store, TimeSpan duration, StorageErrorKind kind);

    [LoggerMessage(EventId = 522, Level = LogLevel.Information, Message = "The store {Store} answers again")]
    public static partial void StoreIsBack(this ILogger logger, string store);
}
