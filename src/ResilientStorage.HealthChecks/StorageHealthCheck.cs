using Microsoft.Extensions.Diagnostics.HealthChecks;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;

namespace ResilientStorage.HealthChecks;

/// <summary>Asks the ledger and the stores, and says what is wrong in sentences.</summary>
internal sealed class StorageHealthCheck(IStorageMaintenance maintenance, StorageHealthCheckOptions options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        LedgerStatus ledger;
        IReadOnlyList<StoreReachability> stores;
        try
        {
            ledger = (await maintenance.GetStatusAsync(either.Token).ConfigureAwait(false)).Ledger;
            stores = options.CheckStores ? await maintenance.CheckStoresAsync(either.Token).ConfigureAwait(false) : [];
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The ledger or a store did not answer within {options.Timeout}.", e);
        }
        catch (ResilientStorageException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }

        var data = Describe(ledger, stores);
        if (stores.Count > 0 && stores.All(static store => store.Error is not null))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "No store can be reached. " + stores[0].Error!.Message, stores[0].Error, data);
        }

        var problems = FindProblems(ledger, stores).ToList();
        return problems.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(string.Join(' ', problems), stores.FirstOrDefault(static store => store.Error is not null)?.Error, data);
    }

    private IEnumerable<string> FindProblems(LedgerStatus ledger, IReadOnlyList<StoreReachability> stores)
    {
        foreach (var store in stores.Where(static store => store.Error is not null))
        {
            yield return $"{store.Error!.Message} Reads go on from the other stores; uploads fail.";
        }

        foreach (var store in ledger.Stores.Where(static store => store.Store.RepairsStoppedAt is not null))
        {
            yield return $"Repairs in the store '{store.Store.Name}' are stopped, because too many objects went missing at once: look at the store, then call IStorageMaintenance.RepairAsync(\"{store.Store.Name}\").";
        }

        if (ledger.OldestDueAt is { } since && time.GetUtcNow() - since > options.MaxWorkAge)
        {
            yield return $"Work has been due since {since:u}: see that a node runs the worker.";
        }

        if (ledger.DeadLetters > options.MaxDeadLetters)
        {
            yield return $"{ledger.DeadLetters} removals have used up their tries: look at IStorageMaintenance.ListDeadLettersAsync.";
        }

        if (ledger.InvalidationsReported > options.MaxReportedInvalidations)
        {
            yield return $"{ledger.InvalidationsReported} batches of invalidations have used up their tries, so that caches may hold what has changed: look at 'resilient-storage invalidations list --state reported', and send them again with 'invalidations replay'.";
        }

        if (ledger.UnderReplicated > options.MaxUnderReplicated)
        {
            yield return $"{ledger.UnderReplicated} live versions lack a copy: the worker repairs them once the store can be written.";
        }
    }

    private Dictionary<string, object> Describe(LedgerStatus ledger, IReadOnlyList<StoreReachability> stores)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["live"] = ledger.Live,
            ["removals_due"] = ledger.RemovalsDue,
            ["repairs_queued"] = ledger.RepairsQueued,
            ["dead_letters"] = ledger.DeadLetters,
            ["invalidations_waiting"] = ledger.InvalidationsWaiting,
            ["invalidations_reported"] = ledger.InvalidationsReported,
            ["under_replicated"] = ledger.UnderReplicated,
            ["work_age_seconds"] = ledger.OldestDueAt is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0,
        };
        foreach (var store in stores)
        {
            data[$"store.{store.Store}"] = store.Error is null ? "reachable" : store.Error.Kind.ToString();
        }

        return data;
    }
}
