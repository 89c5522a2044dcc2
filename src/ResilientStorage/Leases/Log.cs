using Microsoft.Extensions.Logging;

namespace ResilientStorage.Leases;

internal static partial class Log
{
    [LoggerMessage(EventId = 510, Level = LogLevel.Warning, Message = "A lease could not be renewed; the next beat tries again")]
    public static partial void RenewalFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 511, Level = LogLevel.Debug, Message = "A lease was not renewed, because another transaction holds its row; the next beat tries again")]
    public static partial void RenewalRefused(this ILogger logger, Exception error);
}
