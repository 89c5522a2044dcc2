using Microsoft.Extensions.Logging;

namespace ResilientStorage.Invalidation.Reports;

internal static partial class Log
{
    [LoggerMessage(EventId = 860, Level = LogLevel.Error, Message = "Distribution {Distribution} did not take {Paths} paths: they are in {Text} and {Json} of {Bucket}")]
    public static partial void Reported(this ILogger logger, string distribution, int paths, string text, string json, string bucket);

    [LoggerMessage(EventId = 861, Level = LogLevel.Warning, Message = "What CloudFront does not take can be reported to nobody who keeps it, so that its events are never acknowledged: name a store with cdn.ReportsTo(...)")]
    public static partial void NoReports(this ILogger logger);
}
