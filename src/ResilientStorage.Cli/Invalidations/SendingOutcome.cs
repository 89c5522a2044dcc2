using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>What has become of changes that were to be sent at once.</summary>
/// <param name="Batches">The batches that hold them; halves of refused ones in place of these.</param>
/// <param name="Waiting">How many changes no batch holds yet.</param>
internal sealed record SendingOutcome(IReadOnlyList<InvalidationBatch> Batches, int Waiting)
{
    private const int MaxRows = 100_000;

    /// <summary>Reads it for changes that were added and flushed.</summary>
    public static async Task<SendingOutcome> OfChangesAsync(IInvalidationJournal journal, IEnumerable<NewInvalidationIntent> changes, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var subjects = changes.Select(InvalidationSubject.Of).ToHashSet();
        var intents = await journal.ListIntentsAsync(MaxRows, cancellationToken);
        return new SendingOutcome(await ListAsync(journal, since, cancellationToken), intents.Count(intent => subjects.Contains(InvalidationSubject.Of(intent.Change))));
    }

    /// <summary>Reads it for batches that were to be sent again.</summary>
    public static async Task<SendingOutcome> OfReplayAsync(IInvalidationJournal journal, IReadOnlyList<InvalidationBatch> replayed, CancellationToken cancellationToken)
    {
        if (replayed.Count == 0)
        {
            return new SendingOutcome([], 0);
        }

        // The references of halves begin with that of the whole.
        var batches = await ListAsync(journal, replayed.Min(static batch => batch.CreatedAt), cancellationToken);
        return new SendingOutcome([.. batches.Where(batch => replayed.Any(whole => batch.CallerReference.StartsWith(whole.CallerReference, StringComparison.Ordinal)))], 0);
    }

    /// <returns>Null when the CDN has taken everything.</returns>
    public CliError? FindError()
    {
        if (Batches.FirstOrDefault(static batch => batch.State == InvalidationBatchState.Reported) is { } reported)
        {
            var report = reported.ReportKey is { } key ? $" The paths are in the report '{key}'." : "";
            return new CliError(ErrorKind.Reported, $"CloudFront distribution {reported.DistributionId} did not take {Units.Count(reported.Paths.Count, "path")}: {reported.Reason}{report} Mend the cause, then 'resilient-storage invalidations replay {reported.Id}'.");
        }

        if (Batches.FirstOrDefault(static batch => batch.State == InvalidationBatchState.Waiting) is { } waiting)
        {
            return new CliError(ErrorKind.Waiting, $"CloudFront distribution {waiting.DistributionId} has not taken {Units.Count(waiting.Paths.Count, "path")} yet: {waiting.Reason ?? "its limits are reached."} 'resilient-storage worker' goes on after {Units.Time(waiting.DueAt)}.");
        }

        return Waiting == 0
            ? null
            : new CliError(ErrorKind.Waiting, $"{Units.Count(Waiting, "change")} of these {(Waiting == 1 ? "waits" : "wait")}: a worker sends just now, which will take {(Waiting == 1 ? "it" : "them")} along, or the distributions could not be read, which --verbose shows. Nothing is lost.");
    }

    private static async Task<IReadOnlyList<InvalidationBatch>> ListAsync(IInvalidationJournal journal, DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. (await journal.ListBatchesAsync(new InvalidationBatchQuery { CreatedFrom = since, Limit = MaxRows }, cancellationToken)).Where(static batch => batch.State != InvalidationBatchState.Replaced)];
}
