using ResilientStorage.Ledger;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>Every call of the contract, by name, in an order in which each finds something to do.</summary>
internal static class EveryCall
{
    public static IReadOnlyList<(string Name, Func<IResourceLedger, CancellationToken, Task> Run)> Writes { get; } =
    [
        ("Open", static (ledger, token) => ledger.OpenAsync(LedgerDatabase.Opening, token)),
        ("Begin", static (ledger, token) => ledger.BeginUploadAsync(Sample.Intent("b", Sample.Id(2)) with { IdempotencyKey = "once", PublishAt = PublishAt.Key("public/b") }, token)),
        ("Renew", static (ledger, token) => ledger.RenewAsync(new LedgerLease { VersionId = Sample.Id(2), Epoch = 1, Duration = Sample.Hour }, token)),
        ("Commit", static (ledger, token) => ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2)), token)),
        ("Begin again", static (ledger, token) => ledger.BeginUploadAsync(Sample.Intent("c", Sample.Id(3)), token)),
        ("Fail", static (ledger, token) => ledger.FailUploadAsync(new UploadFailure { VersionId = Sample.Id(3), Epoch = 1, Reason = "x", UnknownOutcomes = ["main"] }, token)),
        ("Report", static (ledger, token) => ledger.ReportAsync([new ReplicaFinding { VersionId = Sample.Id(2), Store = "main", ReplicaEpoch = 2, Kind = ReplicaFindingKind.Missing, Reason = "404", StormFloor = 0 }], token)),
        ("Change store", static (ledger, token) => ledger.ChangeStoreAsync(new StoreChange { Store = "main", Kind = StoreChangeKind.AllowRepairs }, token)),
        ("Claim repairs", static (ledger, token) => ledger.ClaimAsync(Sample.Claim(WorkKind.Repair), token)),
        ("Claim aliases", static (ledger, token) => ledger.ClaimAsync(Sample.Claim(WorkKind.Alias), token)),
        ("Claim removals", static (ledger, token) => ledger.ClaimAsync(Sample.Claim(WorkKind.Remove), token)),
        ("Renew work", static (ledger, token) => ledger.RenewAsync(new LedgerLease { WorkId = 1, Epoch = 1, Duration = Sample.Hour }, token)),
        ("Complete", static (ledger, token) => ledger.CompleteAsync([.. Enumerable.Range(1, 6).Select(static id => new LedgerWorkResult { WorkId = id, Epoch = 1, Outcome = WorkOutcome.Retry, Reason = "dark" })], token)),
        ("Told", static (ledger, token) => ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.Told, VersionIds = [Sample.Id(3)] }, token)),
        ("Discard", static (ledger, token) => ledger.ChangeWorkAsync(new WorkChange { Kind = WorkChangeKind.DiscardDead, Reason = "x" }, token)),
        ("Delete", static (ledger, token) => ledger.DeleteAsync(Sample.Deletion("a", "b"), token)),
        ("Restore", static (ledger, token) => ledger.RestoreAsync(new ResourceRestore { Key = "a" }, token)),
        ("Sweep", static (ledger, token) => ledger.SweepAsync(new LedgerSweep(), token)),
        ("Purge", static (ledger, token) => ledger.BeginPurgeAsync(new ResourcePurge { Key = "b", ForgetKey = true }, token)),
    ];

    public static IReadOnlyList<(string Name, Func<IResourceLedger, CancellationToken, Task> Run)> Reads { get; } =
    [
        ("Find", static (ledger, token) => ledger.FindAsync(new() { Key = "a" }, token)),
        ("Find version", static (ledger, token) => ledger.FindAsync(new() { Key = "a", VersionId = Sample.Id(1) }, token)),
        ("Blocks", static (ledger, token) => ledger.FindBlocksAsync(new BlockRange(Sample.Id(1), 0, 1), token)),
        ("List", static (ledger, token) => ledger.ListAsync(new ResourceQuery { IncludeDeleted = true }, token).ToListAsync(token).AsTask()),
        ("List versions", static (ledger, token) => ledger.ListVersionsAsync(new() { Key = "a" }, token).ToListAsync(token).AsTask()),
        ("List work", static (ledger, token) => ledger.ListWorkAsync(new WorkQuery { DueOnly = true }, token).ToListAsync(token).AsTask()),
        ("Scan", static (ledger, token) => ledger.ScanAsync(new StoreScan("main"), token).ToListAsync(token).AsTask()),
        ("CountObjects", static (ledger, token) => ledger.CountObjectsAsync([new ObjectCount("main", "a", 10)], token)),
        ("Status", static (ledger, token) => ledger.GetStatusAsync(token)),
    ];

    public static IEnumerable<(string Name, Func<IResourceLedger, CancellationToken, Task> Run)> All => Writes.Concat(Reads);
}
