using Microsoft.Extensions.Logging;

namespace ResilientStorage.Bells;

internal static partial class Log
{
    [LoggerMessage(EventId = 310, Level = LogLevel.Error, Message = "The delete queue could not be told of {Count} removals; polling does them")]
    public static partial void QueueUnreachable(this ILogger logger, Exception error, int count);

    [LoggerMessage(EventId = 311, Level = LogLevel.Warning, Message = "The ledger could not note that the delete queue was told")]
    public static partial void BellNotRecorded(this ILogger logger, Exception error);
}
