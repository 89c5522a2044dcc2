using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Work;

namespace ResilientStorage.Reconciliation;

/// <summary>The ledger-driven sweep: turns what was abandoned or is lacking into work. No store is asked.</summary>
internal sealed class LedgerSweeper(WorkContext context)
{
    public Task<SweepReport> SweepAsync(CancellationToken cancellationToken) =>
        context.Telemetry.Spans.RunAsync(ResilientStorageTelemetry.Spans.Sweep, store: null, static (sweeper, _, token) => sweeper.RunAsync(token), this, cancellationToken);

    private async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var fenced = 0;
        var removals = 0;
        var repairs = 0;
        while (true)
        {
            var batch = await context.Ledger.SweepAsync(new LedgerSweep(), cancellationToken).ConfigureAwait(false);
            fenced += batch.Fenced.Count;
            removals += batch.RemovalsQueued;
            repairs += batch.RepairsQueued;
            context.RemovalBell.Ring(batch.Fenced);
            if (!batch.HasMore)
            {
                break;
            }
        }

        if (fenced > 0)
        {
            context.Logger.Fenced(fenced);
        }

        return new SweepReport { UploadsFenced = fenced, RemovalsQueued = removals, RepairsQueued = repairs, Work = new WorkReport() };
    }
}
