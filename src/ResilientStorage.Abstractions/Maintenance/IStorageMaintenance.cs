namespace ResilientStorage.Maintenance;

/// <summary>The operator's hands: work that is pending, residue, repairs, dead letters.</summary>
public interface IStorageMaintenance
{
    /// <summary>Does the work that is due now: removals, repairs, aliases. For hosts without a hosted service, and for tests.</summary>
    /// <param name="cancellationToken">Cancels between items; what was claimed is free again when its lease ends.</param>
    /// <returns>What was done.</returns>
    Task<WorkReport> RunPendingWorkAsync(CancellationToken cancellationToken = default);

    /// <summary>Counts what the ledger knows.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The counts.</returns>
    Task<StorageStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks every store that this node knows for its owner marker, all at once, as a health check does.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Each store, with what it failed with.</returns>
    /// <exception cref="LedgerException">The ledger could not be opened.</exception>
    Task<IReadOnlyList<StoreReachability>> CheckStoresAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists objects of versions that are not live and may still lie in a store, with the reason of the last failure.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The residue, oldest first.</returns>
    IAsyncEnumerable<Ledger.WorkRecord> ListResidueAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes through the ledger: fences uploads whose lease has ended and removes what they left, queues removals that have no work, queues repairs of
    /// under-replicated versions, then does the work that is due.
    /// </summary>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>What was found and done.</returns>
    Task<SweepReport> SweepAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Repairs what is queued or lacking, whatever its pause; and when a store is named, takes that as a person's word that its losses are real: lets repairs there go on after a stop,
    /// writes a missing owner marker again, and asks the store for every object that it should hold.
    /// </summary>
    /// <param name="store">The name of a store; null for all stores.</param>
    /// <param name="cancellationToken">Cancels between items.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">There is no such store; the message lists those there are.</exception>
    Task<RepairReport> RepairAsync(string? store = null, CancellationToken cancellationToken = default);

    /// <summary>Lists removals that used up their tries.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The dead letters, oldest first.</returns>
    IAsyncEnumerable<Ledger.WorkRecord> ListDeadLettersAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives dead letters all their tries again, due now.</summary>
    /// <param name="workIds">The ids; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were changed.</returns>
    Task<int> RetryDeadLettersAsync(IReadOnlyCollection<long>? workIds = null, CancellationToken cancellationToken = default);

    /// <summary>Gives the objects of dead letters up: their replicas become Abandoned, with the reason.</summary>
    /// <param name="workIds">The ids.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were changed.</returns>
    Task<int> DiscardDeadLettersAsync(IReadOnlyCollection<long> workIds, string reason, CancellationToken cancellationToken = default);
}
