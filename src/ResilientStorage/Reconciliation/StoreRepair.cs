using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Stores.Ownership;
using ResilientStorage.Work;

namespace ResilientStorage.Reconciliation;

/// <summary>A person's word that a store's losses are real: the marker is written again, repairs may go on, and every object that should be there is asked for.</summary>
internal sealed class StoreRepair(WorkContext context, LedgerSweeper sweeper, RepairWorker repairs)
{
    private const int FindingsAtOnce = 100;

    public async Task<RepairReport> RunAsync(string? store, CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var found = store is null ? new RepairReport() : await CheckStoreAsync(opened, store, cancellationToken).ConfigureAwait(false);

        // Copies that were found missing by readers who left the repair to the sweep have no work yet.
        await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
        var work = await repairs.RunAsync(versionIds: null, store, evenIfNotDue: true, StoreWork.Repair, cancellationToken).ConfigureAwait(false);
        return found with { Repaired = work.Repaired, Failed = work.Failed };
    }

    private async Task<RepairReport> CheckStoreAsync(OpenedLedger opened, string store, CancellationToken cancellationToken)
    {
        var managed = opened.FindStore(store, StoreWork.Sweep)
            ?? throw new ArgumentException($"There is no store '{store}'; there are {string.Join(", ", opened.StoreNames.Select(static name => $"'{name}'"))}.", nameof(store));
        var ownership = opened.FindOwnership(store)!;
        await ownership.AcceptLossAsync(cancellationToken).ConfigureAwait(false);
        await context.Ledger.ChangeStoreAsync(new StoreChange { Store = store, Kind = StoreChangeKind.AllowRepairs }, cancellationToken).ConfigureAwait(false);

        var checkedCount = 0;
        var missing = 0;
        var findings = new List<ReplicaFinding>();
        await foreach (var item in context.Ledger.ScanAsync(new StoreScan(store), cancellationToken).ConfigureAwait(false))
        {
            if (item is not { Kind: LedgerObjectKind.Replica, VersionState: VersionState.Live, ReplicaState: ReplicaState.Stored, VersionId: { } versionId })
            {
                continue;
            }

            checkedCount++;
            if (await FindAsync(managed, ownership, item, versionId, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                missing += finding.Kind == ReplicaFindingKind.Missing ? 1 : 0;
                findings.Add(finding);
            }

            if (findings.Count == FindingsAtOnce)
            {
                await ReportAsync(findings, cancellationToken).ConfigureAwait(false);
            }
        }

        await ReportAsync(findings, cancellationToken).ConfigureAwait(false);
        return new RepairReport { Checked = checkedCount, FoundMissing = missing };
    }

    private static async Task<ReplicaFinding?> FindAsync(ManagedStore store, StoreOwnership ownership, LedgerObject item, VersionId versionId, CancellationToken cancellationToken)
    {
        var head = await store.FindAsync(item.ObjectKey, cancellationToken).ConfigureAwait(false);
        if (head is not null && head.Length == item.Length)
        {
            return null;
        }

        if (head is null)
        {
            // The pass may take hours: a folder that is unmounted on the way must not turn into losses.
            await ownership.EnsureAbsenceIsRealAsync(store.Work, cancellationToken).ConfigureAwait(false);
        }

        return new ReplicaFinding
        {
            VersionId = versionId,
            Store = store.Name,
            ReplicaEpoch = item.ReplicaEpoch,
            Kind = head is null ? ReplicaFindingKind.Missing : ReplicaFindingKind.Corrupt,
            Reason = head is null ? "not found when the store was repaired" : $"{head.Length} bytes instead of {item.Length}",

            // A person has said that the losses are real: the guard against mistaken ones does not apply.
            StormFloor = int.MaxValue,
        };
    }

    private async Task ReportAsync(List<ReplicaFinding> findings, CancellationToken cancellationToken)
    {
        if (findings.Count > 0)
        {
            await context.Ledger.ReportAsync([.. findings], cancellationToken).ConfigureAwait(false);
            findings.ForEach(finding => context.Telemetry.Counters.RepairQueued(finding.Store, finding.Kind));
            findings.Clear();
        }
    }
}
