using System.Runtime.CompilerServices;
using ResilientStorage.Ledger;
using ResilientStorage.Reconciliation;
using ResilientStorage.Work;

namespace ResilientStorage.Maintenance;

/// <summary>The operator's hands, over the same workers that the hosted service runs.</summary>
internal sealed class StorageMaintenance(WorkContext context, StorageWorker worker, LedgerSweeper sweeper, StoreRepair storeRepair, StoreCheck storeCheck) : IStorageMaintenance
{
    public Task<WorkReport> RunPendingWorkAsync(CancellationToken cancellationToken = default) => worker.RunPendingAsync(cancellationToken);

    public async Task<StorageStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var status = await context.Ledger.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return new StorageStatus { Instance = context.Instance, LedgerId = opened.State.LedgerId, Ledger = status };
    }

    public Task<IReadOnlyList<StoreReachability>> CheckStoresAsync(CancellationToken cancellationToken = default) => storeCheck.RunAsync(cancellationToken);

    public IAsyncEnumerable<WorkRecord> ListResidueAsync(CancellationToken cancellationToken = default) =>
        ListAsync(new WorkQuery { Kind = WorkKind.Remove }, cancellationToken);

    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken = default)
    {
        var report = await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
        return report with { Work = await worker.RunPendingAsync(cancellationToken).ConfigureAwait(false) };
    }

    public Task<RepairReport> RepairAsync(string? store = null, CancellationToken cancellationToken = default) => storeRepair.RunAsync(store, cancellationToken);

    public IAsyncEnumerable<WorkRecord> ListDeadLettersAsync(CancellationToken cancellationToken = default) =>
        ListAsync(new WorkQuery { Dead = true }, cancellationToken);

    public async Task<int> RetryDeadLettersAsync(IReadOnlyCollection<long>? workIds = null, CancellationToken cancellationToken = default)
    {
        await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var count = await context.Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.RetryDead, WorkIds = workIds }, cancellationToken).ConfigureAwait(false);
        context.WorkerBell.Ring();
        return count;
    }

    public async Task<int> DiscardDeadLettersAsync(IReadOnlyCollection<long> workIds, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workIds);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await context.Ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, WorkIds = workIds, Reason = reason }, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<WorkRecord> ListAsync(WorkQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var work in context.Ledger.ListWorkAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return work;
        }
    }
}
