namespace ResilientStorage.Invalidation.Sending;

/// <summary>Reads from the journal alone what the CDN took lately, so that a crash forgets nothing of it.</summary>
internal sealed class AcceptedHistory(IInvalidationJournal journal, InvalidationOptions options, TimeProvider time)
{
    // Events are seconds late, seldom minutes. Of an older change it costs a path to be told, and nothing else.
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(1);

    // A batch may hold thousands of paths, and all of these are in memory at once.
    private const int MaxBatches = 100;

    /// <summary>Reads what was taken after the first of some changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<AcceptedPaths> ReadAsync(IEnumerable<NewInvalidationIntent> changes, CancellationToken cancellationToken)
    {
        var accepted = new AcceptedPaths(options.ClockTolerance);
        var since = time.GetUtcNow() - LookBack;
        if (changes.Where(change => change.OccurredAt >= since).Min(static change => change.OccurredAt) is not { } first)
        {
            return accepted;
        }

        var query = new InvalidationBatchQuery
        {
            States = [InvalidationBatchState.Accepted, InvalidationBatchState.Completed],
            AcceptedFrom = first + options.ClockTolerance,
            Limit = MaxBatches,
        };
        foreach (var batch in await journal.ListBatchesAsync(query, cancellationToken).ConfigureAwait(false))
        {
            accepted.Add(batch);
        }

        return accepted;
    }
}
