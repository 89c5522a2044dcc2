namespace ResilientStorage.Ledger;

/// <summary>
/// The database of one instance: resources, versions, replicas, work and history. It alone says what exists.
/// Each call is one transaction; every change is a compare-and-set on state and epoch, by the ledger's own clock.
/// Locks are taken in the order resources, versions, replicas, aliases, work, and within a kind ascending by bytes.
/// Errors of the database are <see cref="LedgerException"/>. <see cref="OpenAsync"/> comes first. Thread-safe.
/// </summary>
public interface IResourceLedger
{
    /// <summary>Opens the ledger for an instance, once per process: checks or creates the schema, records stores that are new. May be called again.</summary>
    /// <param name="opening">The instance and its stores.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ledger's id and its stores table. A store that is configured at another place than the recorded one keeps its recorded place: the engine decides.</returns>
    /// <exception cref="LedgerException">Of kind Configuration: no schema where it should not be made, a newer schema, places that share or nest.</exception>
    Task<LedgerState> OpenAsync(LedgerOpening opening, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records the intent of an upload: a Pending version under a lease, and a Planned replica in every Active store. Fences Pending versions of the key whose lease has ended.
    /// A known idempotency key writes nothing and answers the version that has it (<see cref="UploadIntent.Existing"/>).
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The intent.</returns>
    /// <exception cref="ResourceAlreadyExistsException">
    /// With <see cref="IfExists.Fail"/>: the key is live, or Pending under a valid lease. With <see cref="NewVersion.IfVersion"/>: another version is live.
    /// Also when the idempotency key belongs to a Pending version under a valid lease, or the alias to another resource.
    /// </exception>
    /// <exception cref="ResourceNotFoundException"><see cref="NewVersion.IfVersion"/> is given and nothing is live.</exception>
    Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default);

    /// <summary>Extends a lease, counted from now.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when the holder was fenced: the row has another epoch or state.</returns>
    Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a Pending version Live: checks state and epoch (not the lease's time), <see cref="IfExists"/> and <see cref="NewVersion.IfVersion"/> again under the resource's lock; marks its
    /// replicas Stored; ends the version before as superseded, with its removal work; moves the alias; writes the history.
    /// A repeated commit of a version that the same commit made Live answers the same resource.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="LedgerException">Of kind Conflict when the version is no longer Pending with that epoch, or a store that is Active now holds no stored replica.</exception>
    /// <exception cref="ResourceAlreadyExistsException">What the intent asked for no longer holds.</exception>
    Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default);

    /// <summary>Makes a Pending version Failed and queues the removal of its replicas, due now.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when the version is no longer Pending with that epoch: clean nothing up, and look the version up.</returns>
    Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default);

    /// <summary>Looks a version up with its replicas and the first block checksums, in one query.</summary>
    /// <param name="lookup">What to look up.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshot; null when there is none.</returns>
    Task<ResourceSnapshot?> FindAsync(ResourceLookup lookup, CancellationToken cancellationToken = default);

    /// <summary>Loads block checksums beyond those that came with the snapshot.</summary>
    /// <param name="range">The version and the blocks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The checksums; fewer than asked at the end of the version.</returns>
    Task<BlockChecksums> FindBlocksAsync(BlockRange range, CancellationToken cancellationToken = default);

    /// <summary>Lists resources in the byte order of their keys.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The resources, fetched page by page.</returns>
    IAsyncEnumerable<Resource> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists versions, newest first, with replicas and history.</summary>
    /// <param name="query">Of which resource.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The versions.</returns>
    IAsyncEnumerable<ResourceVersion> ListVersionsAsync(VersionQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records what readers found, each as a compare-and-set on the epoch that the reader saw. Missing and Corrupt change a Stored replica of a Live version and queue its repair
    /// (unless <see cref="ReplicaFinding.QueueRepair"/> is false); Unreadable only keeps the reason.
    /// Counts newly missing replicas per store and stops repairs there when they are too many in too short a time. A finding on a version that another transaction has locked may be dropped.
    /// </summary>
    /// <param name="findings">The findings.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was applied.</returns>
    Task<FindingReport> ReportAsync(IReadOnlyList<ReplicaFinding> findings, CancellationToken cancellationToken = default);

    /// <summary>Ends live versions, with their removal work; a key that cannot be deleted is answered with its error and does not stop the others.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One answer per key.</returns>
    Task<DeleteReport> DeleteAsync(ResourceDeletion deletion, CancellationToken cancellationToken = default);

    /// <summary>Makes a Deleted version Live again and closes its removal work; allowed while no replica in an Active store is Removing, Removed or Abandoned, and one is Stored.</summary>
    /// <param name="restore">What to restore.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such deleted version.</exception>
    /// <exception cref="ResourceAlreadyExistsException">A version of the key is live.</exception>
    /// <exception cref="ResourceUnavailableException">The removal of its replicas has begun, or none is Stored.</exception>
    Task<Resource> RestoreAsync(ResourceRestore restore, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins an erasure: fences Pending versions whatever their lease, ends the Live one, makes the removal of every replica of every version due now (Abandoned ones again), ends the alias.
    /// May be repeated: it then answers how far the removal is.
    /// </summary>
    /// <param name="purge">What to purge.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions and replicas concerned.</returns>
    /// <exception cref="ResourceNotFoundException">The key was never used.</exception>
    Task<PurgePlan> BeginPurgeAsync(ResourcePurge purge, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims due work under a lease, with a new epoch for each item. Claiming a removal is the edge of its replica to Removing (not while a repair's lease lasts), claiming a repair the edge to Repairing.
    /// Removals are claimed only of versions that are Deleted, Failed or Purged; repairs only of Live ones in stores whose repairs are not stopped. Dead letters are never claimed.
    /// </summary>
    /// <param name="claim">What to claim.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The work; empty when nothing is due.</returns>
    Task<IReadOnlyList<LedgerWork>> ClaimAsync(WorkClaim claim, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records how claimed work ended, each as a compare-and-set on its epoch; a result whose item was claimed again since is ignored.
    /// A removal that is done becomes Removed, unless a write to the replica may still land: then the same work is due again at that write plus the grace.
    /// A version whose replicas are all Removed or Abandoned becomes Purged.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the results are recorded.</returns>
    Task CompleteAsync(IReadOnlyList<LedgerWorkResult> results, CancellationToken cancellationToken = default);

    /// <summary>Lists work, oldest due time first.</summary>
    /// <param name="query">Which work.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The work.</returns>
    IAsyncEnumerable<WorkRecord> ListWorkAsync(WorkQuery query, CancellationToken cancellationToken = default);

    /// <summary>Changes work that is not being done: told, queue unreachable, dead letters.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many items were changed.</returns>
    Task<int> ChangeWorkAsync(WorkChange change, CancellationToken cancellationToken = default);

    /// <summary>Changes a row of the stores table.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The row after the change.</returns>
    /// <exception cref="LedgerException">Of kind Configuration when there is no such store; of kind Conflict when another node has recorded another marker.</exception>
    Task<StoreRecord> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken = default);

    /// <summary>Lists all that may lie in a store, in the byte order of the object keys: replicas that are not Removed or Abandoned, and, in the main store, aliases.</summary>
    /// <param name="scan">Which store.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The objects.</returns>
    IAsyncEnumerable<LedgerObject> ScanAsync(StoreScan scan, CancellationToken cancellationToken = default);

    /// <summary>Counts what <see cref="ScanAsync"/> would list under prefixes, without reading it.</summary>
    /// <param name="counts">What to count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One number for each, in their order: at most the limit, which then says "as many, or more".</returns>
    Task<IReadOnlyList<long>> CountObjectsAsync(IReadOnlyList<ObjectCount> counts, CancellationToken cancellationToken = default);

    /// <summary>
    /// One batch of the ledger-driven sweep: fences Pending versions whose lease has ended (and queues the removal of their replicas), queues removals of Deleted and Failed versions that have none,
    /// queues repairs of Live versions that lack a Stored replica in an Active store and have none.
    /// </summary>
    /// <param name="sweep">How much.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done, and whether there is more.</returns>
    Task<LedgerSweepReport> SweepAsync(LedgerSweep sweep, CancellationToken cancellationToken = default);

    /// <summary>Counts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The counts.</returns>
    Task<LedgerStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
