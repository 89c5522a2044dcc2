using Microsoft.Extensions.Logging;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Logs what was found in a batch: a line for each reason, not for each record, so that a flood of events is no flood of lines.</summary>
internal static class S3EventLog
{
    public static void Findings(ILogger logger, S3EventBatch batch)
    {
        foreach (var (reason, count, detail) in batch.Messages.SelectMany(static message => message.Skips).GroupBy(static skip => skip.Reason, Summarize))
        {
            var level = LevelOf(reason);
            logger.RecordsSkipped(level, count, reason, detail);
        }

        foreach (var (kind, count, text) in batch.Messages.Select(static message => message.Error).OfType<S3EventError>().GroupBy(static error => error.Kind, Summarize))
        {
            logger.MessagesUnreadable(count, kind, text);
        }
    }

    private static (S3EventSkipReason Reason, int Count, string First) Summarize(S3EventSkipReason reason, IEnumerable<S3EventSkip> skips) => (reason, skips.Count(), skips.First().Detail);

    private static (S3EventErrorKind Kind, int Count, string First) Summarize(S3EventErrorKind kind, IEnumerable<S3EventError> errors) => (kind, errors.Count(), errors.First().Message);

    private static LogLevel LevelOf(S3EventSkipReason reason) => reason switch
    {
        S3EventSkipReason.NoChange => LogLevel.Debug,
        S3EventSkipReason.TestEvent => LogLevel.Information,
        _ => LogLevel.Warning,
    };
}
