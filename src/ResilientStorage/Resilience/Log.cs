using Microsoft.Extensions.Logging;

namespace ResilientStorage.Resilience;

internal static partial class Log
{
    [LoggerMessage(EventId = 520, Level = LogLevel.Error, Message = "Work in the background failed; what it was for is still in the ledger")]
    public static partial void BackgroundWorkFailed(this ILogger logger, Exception error);
}
