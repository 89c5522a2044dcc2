using ResilientStorage.Ledger;

namespace ResilientStorage.Uploads;

/// <summary>An upload whose idempotency key belongs to a version that was committed before: there is nothing left to do, in whatever transaction.</summary>
internal sealed class RepeatedUpload(Resource resource) : StagedUpload
{
    public override Resource Resource => resource;

    public override Task<Resource> CommitAsync(LedgerTransaction? transaction = null, CancellationToken cancellationToken = default) => Task.FromResult(resource);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
