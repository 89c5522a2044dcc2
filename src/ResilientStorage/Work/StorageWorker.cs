using System.Diagnostics;
using ResilientStorage.Deletes;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Reconciliation;
using ResilientStorage.Resilience;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Work;

/// <summary>Does what the ledger lists as work: woken by the delete queue, by this process's own bell, and by the clock when neither rings.</summary>
internal sealed class StorageWorker(WorkContext context, IDeleteQueue queue, RemovalWorker removals, RepairWorker repairs, AliasWorker aliases, LedgerSweeper sweeper)
{
    private const int TellAtOnce = 500;

    private long _sweptAt;
    private bool _hasSwept;

    /// <summary>Works until cancelled; no failure ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // It outlives whatever span it was started in.
        Activity.Current = null;
        await Task.WhenAll(ConsumeAsync(cancellationToken), PollAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Does all work that is due, whoever was told of it.</summary>
    public async Task<WorkReport> RunPendingAsync(CancellationToken cancellationToken)
    {
        var removed = await removals.RunAsync(versionIds: null, toldAtLeast: null, StoreWork.Removal, cancellationToken).ConfigureAwait(false);
        var repaired = await repairs.RunAsync(versionIds: null, store: null, evenIfNotDue: false, StoreWork.Repair, cancellationToken).ConfigureAwait(false);
        var aliased = await aliases.RunAsync(aliasKey: null, cancellationToken).ConfigureAwait(false);
        return removed.Work + repaired + aliased;
    }

    /// <summary>One look into the ledger: tells the queue what is due, and does what no queue does.</summary>
    public async Task PollOnceAsync(CancellationToken cancellationToken)
    {
        await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasSwept || context.Time.GetElapsedTime(_sweptAt) >= context.Options.SweepInterval)
        {
            _sweptAt = context.Time.GetTimestamp();
            _hasSwept = true;
            await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
            await context.Telemetry.Ledger.RefreshAsync(context.Ledger, context.Logger, cancellationToken).ConfigureAwait(false);
        }

        await TellAsync(cancellationToken).ConfigureAwait(false);

        // At the same time, so that a store that hangs in one kind of work does not hold up the others.
        await Task.WhenAll(
            removals.RunAsync(versionIds: null, context.RemovalBell.HasListeners() ? context.Options.RemoveUnheardAfter : null, StoreWork.Removal, cancellationToken),
            repairs.RunAsync(versionIds: null, store: null, evenIfNotDue: false, StoreWork.Repair, cancellationToken),
            aliases.RunAsync(aliasKey: null, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Handles a group of the queue. A bell for what is not due, restored, or done finds nothing to claim.</summary>
    public async Task<DeleteOutcome> HandleAsync(DeleteGroup group, CancellationToken cancellationToken)
    {
        if (group.Instance != context.Instance)
        {
            return DeleteOutcome.Done;
        }

        using var span = context.Telemetry.Spans.StartConsumer(ResilientStorageTelemetry.Spans.Group, group.TraceParent);
        try
        {
            var outcome = await RemoveAsync(group, cancellationToken).ConfigureAwait(false);
            span.SetOutcome(TagValues.Of(outcome.Kind));
            return outcome;
        }
        catch (Exception e)
        {
            span.Fail(e, cancellationToken);
            throw;
        }
    }

    private async Task<DeleteOutcome> RemoveAsync(DeleteGroup group, CancellationToken cancellationToken)
    {
        var report = await removals.RunAsync(group.VersionIds, toldAtLeast: null, StoreWork.Removal, cancellationToken).ConfigureAwait(false);
        return report.SoonestRetry is { } after ? DeleteOutcome.Retry(after)
            : report.Work.DeadLettered > 0 ? DeleteOutcome.Dead
            : DeleteOutcome.Done;
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (!context.RemovalBell.HasListeners())
        {
            return;
        }

        var query = new WorkQuery { Kind = WorkKind.Remove, Dead = false, DueOnly = true, NotToldFor = context.Options.TellAgainAfter, Limit = TellAtOnce };
        var versions = new HashSet<VersionId>();
        await foreach (var work in context.Ledger.ListWorkAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (work.VersionId is { } version)
            {
                versions.Add(version);
            }
        }

        if (versions.Count > 0)
        {
            await context.RemovalBell.TellAsync(versions, traceParent: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task ConsumeAsync(CancellationToken cancellationToken) =>
        RepeatAsync(token => queue.ConsumeAsync(HandleAsync, token), cancellationToken);

    private Task PollAsync(CancellationToken cancellationToken) =>
        RepeatAsync(
            async token =>
            {
                await PollOnceAsync(token).ConfigureAwait(false);
                await context.WorkerBell.WaitAsync(context.Options.PollInterval, token).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task RepeatAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await action(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A worker that ended would leave work for ever; whatever it was, the ledger still lists it.
                context.Logger.WorkerFailed(e);
                await PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(context.Options.PollInterval, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }
}
