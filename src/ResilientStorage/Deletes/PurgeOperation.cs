using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Work;

namespace ResilientStorage.Deletes;

/// <summary>Erases a resource and says, per store, what is proved to be gone.</summary>
internal sealed class PurgeOperation(WorkContext context, RemovalWorker removals, Func<string, CancellationToken, Task> settleAlias, string key, PurgeOptions options)
{
    public async Task<PurgeReport> RunAsync(CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        var plan = await context.Ledger.BeginPurgeAsync(new ResourcePurge { Key = key, ForgetKey = options.ForgetKey, Invalidate = context.Invalidation is not null }, cancellationToken).ConfigureAwait(false);
        context.Invalidation?.Ring();
        var versions = plan.Versions.Select(static version => version.VersionId).ToList();
        var before = await OpenWorkAsync(versions, plan.Aliases, cancellationToken).ConfigureAwait(false);
        await removals.RunAsync(versions, toldAtLeast: null, StoreWork.Purge, cancellationToken).ConfigureAwait(false);
        foreach (var alias in plan.Aliases)
        {
            await settleAlias(alias, cancellationToken).ConfigureAwait(false);
        }

        // Every store that ever held a version is asked, also those whose removal was confirmed long ago.
        var main = opened.State.Stores[0].Name;
        var stores = plan.Versions.SelectMany(static version => version.Replicas).Select(static replica => replica.Store).Append(main).Distinct(StringComparer.Ordinal);
        var open = await OpenWorkAsync(versions, plan.Aliases, cancellationToken).ConfigureAwait(false);
        var failedBefore = before.ToDictionary(static item => item.WorkId, static item => item.FailedAt);
        var failed = open.Where(item => item.IsDead || item.FailedAt != failedBefore.GetValueOrDefault(item.WorkId)).ToList();
        var reports = new List<PurgeStoreReport>();
        foreach (var store in stores)
        {
            var keys = plan.Versions.SelectMany(version => version.Replicas.Where(replica => replica.Store == store).Select(replica => new PurgedKey(replica.ObjectKey, version.VersionId)));
            var aliases = plan.Aliases.Select(static alias => new PurgedKey(alias, VersionId: null));
            reports.Add(await ReportAsync(opened, store, [.. store == main ? keys.Concat(aliases) : keys], open, failed, cancellationToken).ConfigureAwait(false));
        }

        return new PurgeReport { Key = key, Versions = versions.Count, Stores = reports };
    }

    private async Task<List<WorkRecord>> OpenWorkAsync(IReadOnlyCollection<VersionId> versions, IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        var open = new List<WorkRecord>();
        await foreach (var item in context.Ledger.ListWorkAsync(new WorkQuery { VersionIds = versions, Kind = WorkKind.Remove }, cancellationToken).ConfigureAwait(false))
        {
            open.Add(item);
        }

        if (aliases.Count > 0)
        {
            await foreach (var item in context.Ledger.ListWorkAsync(new WorkQuery { Kind = WorkKind.Alias }, cancellationToken).ConfigureAwait(false))
            {
                if (aliases.Contains(item.ObjectKey))
                {
                    open.Add(item);
                }
            }
        }

        return open;
    }

    /// <summary>
    /// Residue of a removal that was confirmed has no work any more, so it is removed here; but only of a version that is Purged by now, which nothing brings
    /// back: any other may have been restored since the purge began.
    /// </summary>
    private async Task<bool> IsGoneAsync(ManagedStore store, PurgedKey key, CancellationToken cancellationToken)
    {
        var objectKey = key.ObjectKey;
        var listed = await store.ListExactlyAsync(objectKey, cancellationToken).ConfigureAwait(false);
        if (listed.IsEmpty)
        {
            return true;
        }

        if (key.VersionId is not { } versionId
            || await context.Ledger.FindAsync(new ResourceLookup { VersionId = versionId }, cancellationToken).ConfigureAwait(false) is not { State: VersionState.Purged })
        {
            return false;
        }

        await store.AbortUploadsAsync(objectKey, cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync([new ObjectToDelete(objectKey)], new WriteOutcome(), cancellationToken).ConfigureAwait(false);
        listed = await store.ListExactlyAsync(objectKey, cancellationToken).ConfigureAwait(false);
        return listed.IsEmpty;
    }

    /// <summary>Whether a version was restored before its removal began: where the store had lost its copy nothing is listed, until it is repaired.</summary>
    private async Task<bool> MayComeBackAsync(string store, IReadOnlyList<PurgedKey> keys, CancellationToken cancellationToken)
    {
        var purged = keys.Select(static item => item.VersionId).OfType<VersionId>().ToHashSet();
        await foreach (var version in context.Ledger.ListVersionsAsync(new VersionQuery { Key = key }, cancellationToken).ConfigureAwait(false))
        {
            if (purged.Contains(version.VersionId) && version.Replicas.Any(replica => replica.Store == store && replica.State is not (ReplicaState.Removed or ReplicaState.Abandoned)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<PurgeStoreReport> ReportAsync(OpenedLedger opened, string storeName, IReadOnlyList<PurgedKey> keys, List<WorkRecord> open, List<WorkRecord> failed, CancellationToken cancellationToken)
    {
        if (opened.FindStore(storeName, StoreWork.Purge) is not { } store)
        {
            return Waiting($"This node does not know the store '{storeName}': purge again from one that does.");
        }

        if (failed.Find(item => item.Store == storeName) is { } failure)
        {
            return Waiting(failure.Reason ?? "A removal failed.");
        }

        try
        {
            // An empty listing proves nothing of a store that is not the right one.
            await opened.FindOwnership(storeName)!.EnsureWritableAsync(StoreWork.Purge, cancellationToken).ConfigureAwait(false);
            foreach (var item in keys)
            {
                if (!await IsGoneAsync(store, item, cancellationToken).ConfigureAwait(false))
                {
                    return Waiting($"'{item.ObjectKey}' is still listed. The worker goes on removing it; if it stays, purge again, and ask the provider what keeps it.");
                }
            }
        }
        catch (StorageException e)
        {
            return Waiting(e.Message);
        }

        var left = open.Where(item => item.Store == storeName).ToList();
        if (left.Exists(item => item.DueAt <= context.Time.GetUtcNow()))
        {
            return Waiting("Another worker has claimed the removal.");
        }

        if (left.Count > 0)
        {
            // What is left now is the second removal, after writes of unknown outcome can no longer land.
            return new PurgeStoreReport
            {
                Store = storeName,
                Outcome = PurgeOutcome.NotBefore,
                NotBefore = left.Max(static item => item.DueAt),
                Reason = "A write of unknown outcome may still land: the objects are removed once more at that time.",
            };
        }

        return await MayComeBackAsync(storeName, keys, cancellationToken).ConfigureAwait(false)
            ? Waiting("A version was restored after the purge had begun. Purge again.")
            : new PurgeStoreReport { Store = storeName, Outcome = PurgeOutcome.Confirmed };

        PurgeStoreReport Waiting(string reason) => new() { Store = storeName, Outcome = PurgeOutcome.Waiting, Reason = reason };
    }

    /// <summary>A key that has to be gone, and whose it was; null for an alias.</summary>
    private readonly record struct PurgedKey(string ObjectKey, VersionId? VersionId);
}
