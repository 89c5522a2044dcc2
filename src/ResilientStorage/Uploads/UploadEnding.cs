using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.Sessions;

namespace ResilientStorage.Uploads;

/// <summary>
/// How an upload ends: committed, or failed with a clean-up that begins only after the version is Failed. Whatever is not known is asked of the ledger,
/// never assumed.
/// </summary>
internal sealed class UploadEnding(UploadContext context, NewVersion version, UploadIntent intent)
{
    private const int CommitRetries = 3;
    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(10);

    // A commit was asked for and not answered: until the ledger says otherwise, the version may have been live.
    private bool _isCommitInDoubt;

    /// <summary>Commits; never cancelled, because a commit that was asked for may take effect.</summary>
    public async Task<Resource> CommitAsync(Digest digest, IReadOnlyList<UploadTarget> targets)
    {
        var resource = await CommitOrSettleAsync(Describe(digest, targets)).ConfigureAwait(false);
        Announce(resource);
        return resource;
    }

    /// <summary>Commits in a transaction of the host: not tried again, and followed by nothing, because the host's commit is still to come.</summary>
    public async Task<Resource> CommitAsync(Digest digest, IReadOnlyList<UploadTarget> targets, LedgerTransaction transaction, CancellationToken cancellationToken)
    {
        var ledger = HostLedger.Of(context.Ledger);
        try
        {
            return await ledger.CommitUploadAsync(Describe(digest, targets), transaction, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException e) when (e.Kind == LedgerErrorKind.Conflict)
        {
            throw Failed(version.Key, "the version was fenced before it could be committed: its lease had ended, or it was purged. Stage it again.", e, StorageErrorKind.PreconditionFailed);
        }
        catch (ResourceAlreadyExistsException e)
        {
            throw Failed(version.Key, e.Message + " Nothing was changed in the transaction; what is stored is removed when the staged upload is disposed of.", e, StorageErrorKind.PreconditionFailed);
        }
    }

    /// <summary>Ends a staged upload as its transactions have left it: live, or else failed. Never throws for what the ledger answers.</summary>
    /// <param name="targets">The stores.</param>
    /// <param name="wasGivenToHost">Whether a transaction of the host may have committed it, or may be about to.</param>
    /// <returns>The resource when it was committed; null otherwise.</returns>
    public async Task<Resource?> SettleAsync(IReadOnlyList<UploadTarget> targets, bool wasGivenToHost)
    {
        var committed = wasGivenToHost ? await FindCommittedAsync().ConfigureAwait(false) : null;
        committed ??= (await CleanUpAsync("It was staged, and not committed.", targets, doNotWait: wasGivenToHost).ConfigureAwait(false)).Committed;
        if (committed is not null)
        {
            Announce(committed);
        }

        return committed;
    }

    /// <summary>Fails the version and lets its bytes be removed.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="targets">The stores.</param>
    /// <param name="cancellationToken">Of the caller, whose cancellation is told as one; the clean-up runs all the same.</param>
    /// <param name="doNotWait">Whether a transaction of the host may hold the version: then lease and sweep clean up.</param>
    /// <returns>The resource when it turns out to be live after all; null otherwise. Throws what the caller has to see where that is not the cause itself.</returns>
    public async Task<Resource?> FailAsync(Exception cause, IReadOnlyList<UploadTarget> targets, CancellationToken cancellationToken, bool doNotWait = false)
    {
        var residue = await CleanUpAsync((cause as SourceException)?.Cause.SourceException.Message ?? cause.Message, targets, doNotWait).ConfigureAwait(false);
        if (residue.Committed is { } resource)
        {
            return resource;
        }

        if (residue.IsUnknown)
        {
            throw Unknown(cause);
        }

        if (cause is SourceException source)
        {
            source.Cause.Throw();
        }

        // A driver or a source may make an error of its own of the caller's cancellation.
        if (cause is not (UploadFailedException or ResourceAlreadyExistsException))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (cause is OperationCanceledException)
        {
            throw Failed(version.Key, "its lease ended and another upload or a sweep took its place. " + residue.Text, cause, StorageErrorKind.PreconditionFailed);
        }

        if (cause is UploadFailedException)
        {
            return null;
        }

        var store = cause as StorageException;
        var kind = store?.Kind ?? (cause is ResourceAlreadyExistsException ? StorageErrorKind.PreconditionFailed : StorageErrorKind.Unknown);
        if (store is not null)
        {
            context.Alerts.Raise(AlertKind.UploadGivenUp, $"An upload of version {version.VersionId} was given up. {store.Message}", store.Store, version.Key, version.VersionId);
        }

        throw Failed(version.Key, cause.Message + " " + residue.Text, cause, kind, store?.Store);
    }

    private async Task<Resource> CommitOrSettleAsync(UploadCommit commit)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await context.Ledger.CommitUploadAsync(commit, CancellationToken.None).ConfigureAwait(false);
            }
            catch (LedgerException e) when (e.Kind == LedgerErrorKind.Conflict)
            {
                throw Failed(version.Key, "the version was fenced before it could be committed: its lease had ended. What was stored is being removed.", e, StorageErrorKind.PreconditionFailed);
            }
            catch (LedgerException e)
            {
                // The transaction may have taken effect. Commit may be repeated: a version that it has made live answers the same resource.
                _isCommitInDoubt = true;
                if (attempt == CommitRetries)
                {
                    throw Unknown(e);
                }
            }

            await Task.Delay(context.Options.LedgerRetryDelay, context.Time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Clean-up begins only after Pending became Failed in its row: until then a commit may still win.</summary>
    private async Task<CleanUp> CleanUpAsync(string reason, IReadOnlyList<UploadTarget> targets, bool doNotWait = false)
    {
        var failure = new UploadFailure
        {
            VersionId = version.VersionId,
            Epoch = intent.Epoch,
            Reason = reason,
            UnknownOutcomes = [.. targets.Where(static target => target.Outcome.IsUnknown).Select(static target => target.Store.Name)],
            DoNotWait = doNotWait,
        };
        using var timeout = new CancellationTokenSource(CleanUpTimeout, context.Time);
        try
        {
            if (await context.Ledger.FailUploadAsync(failure, timeout.Token).ConfigureAwait(false))
            {
                context.RemovalBell.Ring([version.VersionId]);
                context.WorkerBell.Ring();
                return new CleanUp("What had landed is queued for removal.");
            }

            return await FindCommittedAsync(timeout.Token).ConfigureAwait(false) is { } committed
                ? new CleanUp("", committed)
                : new CleanUp("What had landed is queued for removal by whoever fenced it.");
        }
        catch (Exception e) when (e is LedgerException or OperationCanceledException)
        {
            context.Logger.CleanUpFailed(e, version.VersionId);
            return new CleanUp("The ledger could not be told; the sweep removes what had landed once the lease has ended.", IsUnknown: _isCommitInDoubt);
        }
    }

    private async Task<Resource?> FindCommittedAsync()
    {
        using var timeout = new CancellationTokenSource(CleanUpTimeout, context.Time);
        try
        {
            return await FindCommittedAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LedgerException or OperationCanceledException)
        {
            // The clean-up asks again, and says so when it fails too.
            return null;
        }
    }

    // Only a committed version has a hash. It was live, and the answer was lost: that another upload or a delete has ended it since does not make it a failure.
    private async Task<Resource?> FindCommittedAsync(CancellationToken cancellationToken) =>
        await context.Ledger.FindAsync(new ResourceLookup { VersionId = version.VersionId }, cancellationToken).ConfigureAwait(false) is { Resource.Sha256.Length: > 0 } snapshot
            ? snapshot.Resource
            : null;

    private UploadCommit Describe(Digest digest, IReadOnlyList<UploadTarget> targets) => new()
    {
        VersionId = version.VersionId,
        Epoch = intent.Epoch,
        Length = digest.Length,
        Sha256 = digest.Sha256,
        BlockSize = digest.BlockSize,
        BlockChecksums = digest.Blocks,
        Replicas = [.. targets.Select(static target => new CommittedReplica(target.Store.Name, target.Stored!))],
        SupersededRemovalDelay = Longer(context.Options.SupersededRetention, context.Options.ReaderGrace),
    };

    private void Announce(Resource resource)
    {
        context.Logger.Uploaded(resource.VersionId, resource.Length);
        context.Counters.Uploaded(resource);

        if (version.IfExists == IfExists.Replace || resource.PublishedAt is not null)
        {
            // A superseded version or an alias has become work.
            context.WorkerBell.Ring();
        }
    }

    private UploadFailedException Unknown(Exception cause) => new(
        $"The upload of '{version.Key}' reached every store, but the ledger cannot be asked whether its commit took effect ({cause.Message}). Look the resource up, or upload again with the same IdempotencyKey. If it did not, the sweep removes what was stored.",
        cause)
    {
        Key = version.Key,
        VersionId = version.VersionId,
        OutcomeUnknown = true,
    };

    private UploadFailedException Failed(string key, string problem, Exception cause, StorageErrorKind kind, string? store = null) =>
        new($"The upload of '{key}' failed: {problem}", cause) { Key = key, VersionId = version.VersionId, Kind = kind, Store = store };

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private readonly record struct CleanUp(string Text, Resource? Committed = null, bool IsUnknown = false);
}
