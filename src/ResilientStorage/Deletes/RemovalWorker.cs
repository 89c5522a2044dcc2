using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Work;

namespace ResilientStorage.Deletes;

/// <summary>Removes claimed replicas: one batch per store, each object confirmed by itself, and every outcome written to the ledger.</summary>
internal sealed class RemovalWorker(WorkContext context)
{
    /// <summary>Claims due removals and does them, round by round.</summary>
    /// <param name="versionIds">Only these versions; null for any.</param>
    /// <param name="toldAtLeast">Only those that the queue was told of this long ago; null for any.</param>
    /// <param name="purpose">Whether a caller waits for them.</param>
    /// <param name="cancellationToken">Cancels between rounds and calls.</param>
    public async Task<RemovalReport> RunAsync(IReadOnlyCollection<VersionId>? versionIds, TimeSpan? toldAtLeast, StoreWork purpose, CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var report = new RemovalReport(new WorkReport(), SoonestRetry: null);
        var tried = new HashSet<long>();
        var dark = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var claim = new WorkClaim
            {
                Kind = WorkKind.Remove,
                Lease = context.Options.RemovalGroupTimeout,
                MaxResources = DeleteGroup.MaxResources,
                VersionIds = versionIds,
                ToldAtLeast = toldAtLeast,
                Stores = [.. opened.StoreNames.Where(name => !dark.Contains(name))],
                ExceptWorkIds = tried,
            };
            var work = await context.Ledger.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
            if (work.Count == 0)
            {
                return report;
            }

            // What fails is left for later, however short its pause is: a dark store must not become a busy loop.
            tried.UnionWith(work.Select(static item => item.WorkId));
            report += await context.Telemetry.Spans.RunAsync(
                ResilientStorageTelemetry.Spans.Remove,
                store: null,
                static (round, _, token) => round.worker.RemoveAsync(round.opened, round.work, round.dark, round.purpose, token),
                (worker: this, opened, work, dark, purpose),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RemovalReport> RemoveAsync(OpenedLedger opened, IReadOnlyList<LedgerWork> work, HashSet<string> dark, StoreWork purpose, CancellationToken cancellationToken)
    {
        var stores = work.GroupBy(static item => item.Store, StringComparer.Ordinal).Select(group => RemoveAsync(opened, group.Key, [.. group], purpose, cancellationToken));
        var results = (await Task.WhenAll(stores).ConfigureAwait(false)).SelectMany(static results => results).ToList();

        var byId = work.ToDictionary(static item => item.WorkId);
        dark.UnionWith(results.Where(static result => result is { Outcome: WorkOutcome.Retry, Counted: false }).Select(result => byId[result.WorkId].Store));
        foreach (var dead in results.Where(static result => result.Outcome == WorkOutcome.Dead))
        {
            var item = byId[dead.WorkId];
            context.Logger.DeadLettered(item.VersionId, item.Store, item.WorkId);
            context.Logger.DeadLetteredInDetail(item.WorkId, item.ObjectKey, dead.Reason);
            context.Alerts.Raise(
                AlertKind.DeadLetter,
                $"The object '{item.ObjectKey}' could not be removed from store '{item.Store}' in {item.Attempts + 1} tries: {dead.Reason} It waits as dead letter {item.WorkId}: mend the cause and call RetryDeadLettersAsync, or give it up with DiscardDeadLettersAsync.",
                item.Store,
                item.ResourceKey,
                item.VersionId);
        }

        return RemovalReport.Of(results);
    }

    /// <summary>One store's part, recorded as soon as it has ended: a store that does not answer delays only its own items.</summary>
    private async Task<IReadOnlyList<LedgerWorkResult>> RemoveAsync(OpenedLedger opened, string store, IReadOnlyList<LedgerWork> work, StoreWork purpose, CancellationToken cancellationToken)
    {
        var results = await new StoreRemoval(context, opened, store, work, purpose).RunAsync(cancellationToken).ConfigureAwait(false);
        await context.Ledger.CompleteAsync(results, cancellationToken).ConfigureAwait(false);
        if (results.Any(static result => result.Invalidate))
        {
            context.Invalidation?.Ring();
        }

        foreach (var result in results)
        {
            context.Telemetry.Counters.Worked(store, WorkKind.Remove, result.Outcome);
        }

        return results;
    }
}
