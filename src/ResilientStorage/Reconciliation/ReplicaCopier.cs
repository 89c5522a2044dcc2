using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Replicas;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage.Reconciliation;

/// <summary>Writes an object of one store from verified bytes of others. Nothing becomes visible unless the whole content has the ledger's hash.</summary>
internal sealed class ReplicaCopier(WorkContext context, ReplicaOpener opener)
{
    /// <summary>Copies the version of a snapshot.</summary>
    /// <param name="opened">The ledger's stores.</param>
    /// <param name="snapshot">The version and its copies.</param>
    /// <param name="target">Where to write.</param>
    /// <param name="objectKey">The key to write.</param>
    /// <param name="readTarget">Whether the copy in the target store itself may be read: for an alias, and for the repair of a corrupt copy.</param>
    /// <param name="describe">Headers and metadata.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    public async Task<StoredObject> CopyAsync(OpenedLedger opened, ResourceSnapshot snapshot, UploadTarget target, string objectKey, bool readTarget, Func<Digest?, PutObjectOptions> describe, CancellationToken cancellationToken)
    {
        var resource = snapshot.Resource;
        var plan = PartPlan.For(context.Options, resource.Length);
        var findings = opener.FindingsFor(new ResourceLookup { VersionId = resource.VersionId }, queueRepair: true);
        var content = new VerifiedStream(opener.Open(opened, snapshot, findings, target.Store.Work, readTarget ? null : target.Store.Name), resource.Key, offset: 0, resource.Length, expectedHash: null);
        await using (content.ConfigureAwait(false))
        {
            var reader = new PartReader(content, plan, resource.Length);
            using var digest = reader.Digest;
            try
            {
                await new FanOut([target], plan, context.Time).SendAsync(objectKey, reader, describe, taken => Check(resource, taken), progress: null, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await TryAbortAsync(target).ConfigureAwait(false);
                throw;
            }
        }

        return target.Stored!;
    }

    public PutObjectOptions Describe(Resource resource, Digest? taken) => ObjectMetadata.ForReplica(resource, context.Instance, isSinglePut: taken is not null);

    private static void Check(Resource resource, Digest taken)
    {
        if (taken.Length != resource.Length || taken.Sha256 != resource.Sha256)
        {
            throw new StorageException(StorageErrorKind.Integrity, $"The copy of version {resource.VersionId} has the SHA-256 {taken.Sha256}, but the ledger says {resource.Sha256}: nothing was written.");
        }
    }

    /// <summary>The parts of a version that stays are not found by any removal, so the copier frees them itself.</summary>
    private async Task TryAbortAsync(UploadTarget target)
    {
        using var timeout = new CancellationTokenSource(target.Store.Pipeline.Options.Background.AttemptTimeout, context.Time);
        try
        {
            await target.AbortAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // The removal of the version aborts what is left: the failed try is recorded as one that may have left something.
            target.Outcome.IsUnknown = true;
            context.Logger.AbortFailed(e, target.Store.Name);
        }
    }
}
