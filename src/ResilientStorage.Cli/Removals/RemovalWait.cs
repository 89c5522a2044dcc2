using ResilientStorage.Cli.Documents;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Cli.Removals;

/// <summary>Removes the bytes of deleted versions, or finds out why they are still there.</summary>
internal sealed class RemovalWait(IResilientStorage storage, IStorageMaintenance maintenance, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Does what is due, and waits for what another process has claimed.</summary>
    /// <param name="deleted">The versions, with their keys.</param>
    /// <param name="cancellationToken">Cancels the waiting; what is due stays the worker's.</param>
    public async Task<Dictionary<VersionId, RemovalDocument>> RunAsync(IReadOnlyDictionary<VersionId, string> deleted, CancellationToken cancellationToken)
    {
        while (true)
        {
            await maintenance.RunPendingWorkAsync(cancellationToken);
            var residue = await ListResidueAsync(deleted, cancellationToken);
            var results = new Dictionary<VersionId, RemovalDocument>();
            var isClaimed = false;
            foreach (var (version, key) in deleted)
            {
                var left = await FindLeftAsync(key, version, cancellationToken);
                isClaimed |= left.Exists(static replica => replica.State == ReplicaState.Removing) && !residue[version].Any(static work => work.IsDead || work.FailedAt is not null);
                results[version] = Describe(left, [.. residue[version]]);
            }

            if (!isClaimed)
            {
                return results;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<ILookup<VersionId, WorkRecord>> ListResidueAsync(IReadOnlyDictionary<VersionId, string> deleted, CancellationToken cancellationToken)
    {
        var found = new List<WorkRecord>();
        await foreach (var work in maintenance.ListResidueAsync(cancellationToken))
        {
            if (work.VersionId is { } version && deleted.ContainsKey(version))
            {
                found.Add(work);
            }
        }

        return found.ToLookup(static work => work.VersionId!.Value);
    }

    private async Task<List<Replica>> FindLeftAsync(string key, VersionId id, CancellationToken cancellationToken)
    {
        await foreach (var version in storage.ListVersionsAsync(key, cancellationToken))
        {
            if (version.VersionId == id)
            {
                return [.. version.Replicas.Where(static replica => replica.State is not (ReplicaState.Removed or ReplicaState.Abandoned))];
            }
        }

        return [];
    }

    private RemovalDocument Describe(List<Replica> left, List<WorkRecord> residue)
    {
        if (left.Count == 0)
        {
            return new RemovalDocument(RemovalState.Removed, DueAt: null, Reason: null, Store: null);
        }

        var worst = residue.OrderByDescending(static work => work.IsDead).ThenByDescending(static work => work.FailedAt is not null).FirstOrDefault();
        var reason = worst?.Reason ?? left[0].Reason;
        var store = worst?.Store ?? left[0].Store;
        var state = worst switch
        {
            { IsDead: true } => RemovalState.Dead,
            { FailedAt: not null } => RemovalState.Failed,
            { DueAt: var due } when due > time.GetUtcNow() => RemovalState.Kept,
            _ => RemovalState.Failed,
        };
        return new RemovalDocument(state, worst?.DueAt, state == RemovalState.Kept ? reason ?? "the retention keeps them for a restore" : reason, store);
    }
}
