using System.Globalization;
using ResilientStorage.Alerts;

namespace ResilientStorage.Invalidation;

/// <summary>Counts what the month has used, and tells when the budget runs out.</summary>
internal sealed class InvalidationCosts(IInvalidationJournal journal, InvalidationCostOptions options, TimeProvider time, AlertDispatcher alerts)
{
    private const double RunningOut = 0.8;

    private (DateTimeOffset Month, double Share) _told;

    public static DateTimeOffset MonthOf(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads what is left of this month.</summary>
    public async Task<InvalidationBudget> ReadAsync(CancellationToken cancellationToken)
    {
        var month = MonthOf(time.GetUtcNow());
        var usage = await journal.GetUsageAsync(month, month.AddMonths(1), cancellationToken).ConfigureAwait(false);
        var share = options.PathsPerMonth is { } most ? usage.Paths / (double)most : 0;
        Tell(month, share, usage.Paths);
        return new InvalidationBudget(Math.Max(0, options.FreePathsPerMonth - usage.Paths), share >= RunningOut ? InvalidationMode.Frugal : null);
    }

    private void Tell(DateTimeOffset month, double share, long paths)
    {
        var reached = share >= 1 ? 1 : share >= RunningOut ? RunningOut : 0;
        if (reached == 0 || (_told.Month == month && _told.Share >= reached))
        {
            return;
        }

        _told = (month, reached);
        alerts.Raise(
            AlertKind.InvalidationBudget,
            string.Create(CultureInfo.InvariantCulture, $"{paths} invalidation paths were used this month, {share:P0} of the budget of {options.PathsPerMonth}. Invalidations go on, with more wildcards: raise {nameof(InvalidationCostOptions.PathsPerMonth)}, or look at what changes so often{(journal.IsDurable ? " with 'resilient-storage invalidations cost'" : "")}."));
    }
}
