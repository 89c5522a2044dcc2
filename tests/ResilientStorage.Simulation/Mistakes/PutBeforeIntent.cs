using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Records the intent only when the upload commits: a crash before that leaves bytes that nobody knows of.</summary>
internal sealed class PutBeforeIntent(IResourceLedger inner, IReadOnlyList<string> stores) : LedgerDecorator(inner)
{
    private readonly Dictionary<VersionId, NewVersion> _deferred = [];

    public override Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default)
    {
        _deferred[version.VersionId] = version;
        return Task.FromResult(new UploadIntent { Epoch = 1, Stores = stores });
    }

    public override Task<bool> RenewAsync(LedgerLease lease, CancellationToken cancellationToken = default) =>
        lease.VersionId is { } version && _deferred.ContainsKey(version) ? Task.FromResult(true) : Inner.RenewAsync(lease, cancellationToken);

    public override async Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default)
    {
        if (_deferred.Remove(commit.VersionId, out var version))
        {
            await Inner.BeginUploadAsync(version, cancellationToken).ConfigureAwait(false);
        }

        return await Inner.CommitUploadAsync(commit, cancellationToken).ConfigureAwait(false);
    }

    public override Task<bool> FailUploadAsync(UploadFailure failure, CancellationToken cancellationToken = default) =>
        _deferred.Remove(failure.VersionId) ? Task.FromResult(true) : Inner.FailUploadAsync(failure, cancellationToken);
}
