using Microsoft.Extensions.Logging;

namespace ResilientStorage.Deletes.InProcess;

internal static partial class InProcessDeleteQueueLog
{
    [LoggerMessage(EventId = 320, Level = LogLevel.Warning, Message = "The handler of delete group {GroupId} failed; the group is handed out again in {RetryDelay}.")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, Guid groupId, TimeSpan retryDelay);
}
