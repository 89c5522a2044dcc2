using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Mistakes;

/// <summary>Answers a commit before it is done.</summary>
internal sealed class AckBeforeCommit(IResourceLedger inner) : LedgerDecorator(inner)
{
    private readonly Dictionary<VersionId, NewVersion> _intents = [];

    public override Task<UploadIntent> BeginUploadAsync(NewVersion version, CancellationToken cancellationToken = default)
    {
        _intents[version.VersionId] = version;
        return Inner.BeginUploadAsync(version, cancellationToken);
    }

    public override Task<Resource> CommitUploadAsync(UploadCommit commit, CancellationToken cancellationToken = default)
    {
        _ = Inner.CommitUploadAsync(commit, cancellationToken);
        var intent = _intents[commit.VersionId];
        return Task.FromResult(new Resource
        {
            Key = intent.Key,
            VersionId = intent.VersionId,
            Length = commit.Length,
            Sha256 = commit.Sha256,
            CreatedAt = Kernel.SimLoop.Epoch,
            ObjectKey = intent.ObjectKey,
            Metadata = intent.Metadata,
        });
    }
}
