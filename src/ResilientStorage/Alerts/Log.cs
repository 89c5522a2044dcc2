using Microsoft.Extensions.Logging;

namespace ResilientStorage.Alerts;

internal static partial class Log
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Error, Message = "Alert {Kind}, store {Store}, version {VersionId}")]
    public static partial void Raised(this ILogger logger, AlertKind kind, string? store, VersionId? versionId);

    // The message may name keys, which are logged at Debug only.
    [LoggerMessage(EventId = 602, Level = LogLevel.Debug, Message = "Alert {Kind}: {Alert}")]
    public static partial void RaisedInDetail(this ILogger logger, AlertKind kind, string alert);

    [LoggerMessage(EventId = 601, Level = LogLevel.Warning, Message = "The alert sink {Sink} failed to deliver {Kind}")]
    public static partial void SinkFailed(this ILogger logger, Exception error, string sink, AlertKind kind);

    [LoggerMessage(EventId = 603, Level = LogLevel.Warning, Message = "The alert sink {Sink} did not deliver {Kind} within {Timeout}: it was told to stop")]
    public static partial void SinkTimedOut(this ILogger logger, string sink, AlertKind kind, TimeSpan timeout);

    [LoggerMessage(EventId = 604, Level = LogLevel.Warning, Message = "An alert {Kind} was held back from the sink {Sink}, which had its share of this hour or has not answered: {HeldBack} wait to be counted in the next one")]
    public static partial void HeldBack(this ILogger logger, AlertKind kind, string sink, int heldBack);

    [LoggerMessage(EventId = 605, Level = LogLevel.Warning, Message = "{Count} alerts did not reach the sink {Sink} before the storage was disposed; they are in this log")]
    public static partial void NotDelivered(this ILogger logger, int count, string sink);

    [LoggerMessage(EventId = 608, Level = LogLevel.Warning, Message = "An alert is sent again in {Pause}: {Reason}")]
    public static partial void Retrying(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(EventId = 607, Level = LogLevel.Error, Message = "The alert sink {Sink} has not returned from {Count} deliveries that were given up: it gets no more alerts until it does")]
    public static partial void SinkHangs(this ILogger logger, string sink, int count);

    [LoggerMessage(EventId = 606, Level = LogLevel.Warning, Message = "{Count} alerts {Kind} of store {Store} were logged and not sent, because the storage was disposed before their summary was due")]
    public static partial void SummaryNotSent(this ILogger logger, int count, AlertKind kind, string? store);
}
