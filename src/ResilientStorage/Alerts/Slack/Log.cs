using Microsoft.Extensions.Logging;

namespace ResilientStorage.Alerts.Slack;

internal static partial class Log
{
    [LoggerMessage(EventId = 610, Level = LogLevel.Warning, Message = "An alert is sent to Slack again in {Pause}: {Reason}")]
    public static partial void Retrying(this ILogger logger, string reason, TimeSpan pause);
}
