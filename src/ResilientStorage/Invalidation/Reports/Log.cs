using Microsoft.Extensions.Logging;

namespace ResilientStorage.Invalidation.Reports;

internal static partial class Log
{
    [LoggerMessage(EventId = 860, Level = LogLevel.Error, Message = "Distribution {Distribution} did not take {Paths} paths: they are in {Text} and {Json} of {Bucket}")]
    public static partial void Reported(this ILogger logger, string distribution, int paths, string text, string json, string bucket);
}
