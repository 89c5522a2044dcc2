using ResilientStorage.Ledger;
using ResilientStorage.Replicas;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;

namespace ResilientStorage.Reads;

/// <summary>One read: the ledger, then main, then the backups; what was found missing is repaired as asked.</summary>
internal sealed class ReadOperation(IResourceLedger ledger, ReplicaOpener opener, IReadRepairer repairer, OpenedLedger opened, string key, ReadOptions options, ReadRepair repair)
{
    private const int MaxRestarts = 8;

    public async Task<ResourceDownload> OpenAsync(CancellationToken cancellationToken)
    {
        var lookup = new ResourceLookup { Key = key, VersionId = options.VersionId };
        var snapshot = await ledger.FindAsync(lookup, cancellationToken).ConfigureAwait(false);
        for (var restarts = 0; snapshot is not null && IsReadable(snapshot); restarts++)
        {
            var findings = opener.FindingsFor(lookup, queueRepair: repair != ReadRepair.Off);
            try
            {
                var download = await OpenAsync(snapshot, findings, cancellationToken).ConfigureAwait(false);
                return await RepairBeforeResponseAsync(download, findings, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionEndedException e) when (restarts < MaxRestarts)
            {
                // Nothing was delivered yet: begin again with what is live now.
                snapshot = e.Current;
            }
            catch (VersionEndedException)
            {
                throw new ResourceUnavailableException(key, $"'{key}' is being replaced faster than it can be opened. Try again; or raise ReaderGrace.");
            }
        }

        throw new ResourceNotFoundException(key, options.VersionId is { } version ? $"There is no readable version {version} of '{key}': it was deleted, or never was." : null);
    }

    /// <summary>A superseded version can be read while its bytes last: once they are being removed from every store, it is gone and not lost.</summary>
    private static bool IsReadable(ResourceSnapshot snapshot) =>
        snapshot.State == VersionState.Live || snapshot.Replicas.Any(static replica => replica.State is ReplicaState.Stored or ReplicaState.Corrupt);

    private async Task<ResourceDownload> OpenAsync(ResourceSnapshot snapshot, ReplicaFindings findings, CancellationToken cancellationToken)
    {
        var resource = snapshot.Resource;
        var range = options.Range is { } asked ? ReadRange.Resolve(asked, resource.Length) : (ByteRange?)null;
        var stream = new VerifiedStream(
            opener.Open(opened, snapshot, findings, StoreWork.Read),
            key,
            range?.Offset ?? 0,
            range?.Length ?? resource.Length,
            options.VerifyHash ? resource.Sha256 : null);
        try
        {
            await stream.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return new ResourceDownload(resource, stream, range);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ResourceDownload> RepairBeforeResponseAsync(ResourceDownload download, ReplicaFindings findings, CancellationToken cancellationToken)
    {
        if (repair == ReadRepair.BeforeResponse && findings.HasQueuedRepair)
        {
            try
            {
                await repairer.RepairAsync(download.Resource.VersionId, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await download.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        return download;
    }
}
