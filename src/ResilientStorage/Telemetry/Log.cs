using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

internal static partial class Log
{
    [LoggerMessage(EventId = 700, Level = LogLevel.Warning, Message = "The ledger could not be counted: its gauges say nothing until the next sweep")]
    public static partial void StatusNotRead(this ILogger logger, Exception error);
}
