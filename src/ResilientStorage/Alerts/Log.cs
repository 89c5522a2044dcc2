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
}
