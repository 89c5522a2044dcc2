using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance;

/// <summary>The values that the ledger suites share.</summary>
public static class LedgerSamples
{
    public const string Instance = "photos";

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public static Guid LedgerId { get; } = new("11111111-2222-3333-4444-555555555555");

    public static StoreRegistration Main { get; } = Store("main", StoreRole.Main);

    public static StoreRegistration Backup { get; } = Store("backup", StoreRole.Backup);

    public static StoreRegistration Third { get; } = Store("third", StoreRole.Backup);

    public static StoreRegistration Store(string name, StoreRole role, string? bucket = null, string prefix = "") =>
        new(name, role, new StorePlace("memory", "", bucket ?? "bucket-" + name, prefix));

    public static UploadCommit Commit(VersionId id, long epoch = 1, params string[] stores) => new()
    {
        VersionId = id,
        Epoch = epoch,
        Length = 1000,
        Sha256 = new string('a', 64),
        BlockSize = 512,
        BlockChecksums = new uint[] { 7, uint.MaxValue },
        Replicas = [.. (stores.Length == 0 ? ["main", "backup"] : stores).Select(static store => Copy(store))],
        SupersededRemovalDelay = TimeSpan.FromHours(24),
    };

    public static CommittedReplica Copy(string store, bool hadUnknownOutcome = false) =>
        new(store, new StoredObject { Length = 1000, ETag = "etag-" + store, ProviderVersionId = "pv-" + store, HadUnknownOutcome = hadUnknownOutcome });

    public static LedgerWorkResult Done(LedgerWork work) => new()
    {
        WorkId = work.WorkId,
        Epoch = work.Epoch,
        Outcome = WorkOutcome.Done,
        LateWriteGrace = Grace,
        Stored = work.Kind == WorkKind.Repair ? new StoredObject { Length = 1000, ETag = "mended", ProviderVersionId = "pv-mended" } : null,
        AliasVersion = work.Kind == WorkKind.Alias ? work.VersionId : null,
    };

    public static LedgerWorkResult Retry(LedgerWork work, TimeSpan after, string reason = "dark") => new()
    {
        WorkId = work.WorkId,
        Epoch = work.Epoch,
        Outcome = WorkOutcome.Retry,
        RetryAfter = after,
        Reason = reason,
        LateWriteGrace = Grace,
    };

    public static LedgerWorkResult Dead(LedgerWork work, string reason = "denied") =>
        Retry(work, TimeSpan.Zero, reason) with { Outcome = WorkOutcome.Dead };
}
