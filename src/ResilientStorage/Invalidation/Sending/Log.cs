using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;

namespace ResilientStorage.Invalidation.Sending;

internal static partial class Log
{
    [LoggerMessage(EventId = 830, Level = LogLevel.Information, Message = "{Changes} changes became {Batches} invalidation batches")]
    public static partial void Planned(this ILogger logger, int changes, int batches);

    [LoggerMessage(EventId = 831, Level = LogLevel.Information, Message = "Distribution {Distribution} took invalidation {Invalidation} of {Paths} paths")]
    public static partial void Accepted(this ILogger logger, string distribution, string invalidation, int paths);

    [LoggerMessage(EventId = 832, Level = LogLevel.Warning, Message = "Distribution {Distribution} did not take an invalidation ({Kind}), try {Try}")]
    public static partial void Refused(this ILogger logger, Exception error, string distribution, CloudFrontErrorKind kind, int @try);

    [LoggerMessage(EventId = 833, Level = LogLevel.Warning, Message = "How far an invalidation of distribution {Distribution} is could not be asked")]
    public static partial void ProgressUnknown(this ILogger logger, Exception error, string distribution);

    [LoggerMessage(EventId = 834, Level = LogLevel.Information, Message = "Another node sends invalidations now")]
    public static partial void SenderReplaced(this ILogger logger);

    [LoggerMessage(EventId = 835, Level = LogLevel.Error, Message = "Invalidations could not be sent; the changes wait, and it is tried again after a pause")]
    public static partial void SenderFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 836, Level = LogLevel.Error, Message = "A listener failed on the outcome of invalidations; its source may tell of the changes again")]
    public static partial void ListenerFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 837, Level = LogLevel.Warning, Message = "Which distributions serve {Changes} changes is not known now; they wait")]
    public static partial void DistributionsUnknown(this ILogger logger, Exception error, int changes);

    [LoggerMessage(EventId = 838, Level = LogLevel.Error, Message = "A path cannot be invalidated: {Problem}")]
    public static partial void PathRefused(this ILogger logger, string problem);

    [LoggerMessage(EventId = 840, Level = LogLevel.Information, Message = "{Paths} paths of changes were not sent: invalidations that CloudFront took after the changes hold them")]
    public static partial void PathsCovered(this ILogger logger, int paths);

    [LoggerMessage(EventId = 842, Level = LogLevel.Information, Message = "{Changes} changes were left out: {Reason}")]
    public static partial void ChangesSkipped(this ILogger logger, long changes, SkipReason reason);

    [LoggerMessage(EventId = 841, Level = LogLevel.Information, Message = "{Changes} changes told by others are the storage's own writes and removals, which its ledger sees to: they were left out")]
    public static partial void OwnChanges(this ILogger logger, int changes);

    [LoggerMessage(EventId = 843, Level = LogLevel.Warning, Message = "The ledger could not be asked whether {Changes} changes told by others are the storage's own: they are told")]
    public static partial void OwnersUnknown(this ILogger logger, Exception error, int changes);

    [LoggerMessage(EventId = 839, Level = LogLevel.Error, Message = "The report of invalidations that could not be sent could not be written")]
    public static partial void ReportFailed(this ILogger logger, Exception error);
}
