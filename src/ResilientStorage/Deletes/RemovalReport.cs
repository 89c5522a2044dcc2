using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Deletes;

/// <summary>What a round of removals did, and when the soonest failure is to be tried again.</summary>
internal sealed record RemovalReport(WorkReport Work, TimeSpan? SoonestRetry)
{
    public static RemovalReport operator +(RemovalReport left, RemovalReport right) =>
        new(left.Work + right.Work, left.SoonestRetry is null || right.SoonestRetry < left.SoonestRetry ? right.SoonestRetry ?? left.SoonestRetry : left.SoonestRetry);

    public static RemovalReport Of(IReadOnlyList<LedgerWorkResult> results)
    {
        var retries = results.Where(static result => result.Outcome == WorkOutcome.Retry).ToList();
        return new RemovalReport(
            new WorkReport
            {
                Removed = results.Count(static result => result.Outcome == WorkOutcome.Done),
                Failed = retries.Count,
                DeadLettered = results.Count(static result => result.Outcome == WorkOutcome.Dead),
            },
            retries.Count == 0 ? null : retries.Min(static result => result.RetryAfter));
    }
}
