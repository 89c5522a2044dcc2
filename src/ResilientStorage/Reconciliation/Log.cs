using Microsoft.Extensions.Logging;

namespace ResilientStorage.Reconciliation;

internal static partial class Log
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "The replica of version {VersionId} in store {Store} was repaired")]
    public static partial void Repaired(this ILogger logger, VersionId? versionId, string store);

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The replica of version {VersionId} in store {Store} could not be repaired; it stays queued")]
    public static partial void RepairFailed(this ILogger logger, Exception error, VersionId? versionId, string store);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "The repair of version {VersionId} before its reader was answered failed; it stays queued")]
    public static partial void ReadRepairFailed(this ILogger logger, Exception error, VersionId versionId);

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "An alias in store {Store} could not be made equal to the ledger; it is tried again")]
    public static partial void AliasFailed(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 404, Level = LogLevel.Warning, Message = "An unfinished upload in store {Store} could not be aborted")]
    public static partial void AbortFailed(this ILogger logger, Exception error, string store);

    [LoggerMessage(EventId = 405, Level = LogLevel.Warning, Message = "{Count} uploads whose lease had ended were fenced; what they left is removed")]
    public static partial void Fenced(this ILogger logger, int count);

    [LoggerMessage(EventId = 410, Level = LogLevel.Error, Message = "The worker failed and goes on after a pause")]
    public static partial void WorkerFailed(this ILogger logger, Exception error);
}
