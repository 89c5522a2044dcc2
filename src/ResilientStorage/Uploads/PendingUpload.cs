using ResilientStorage.Leases;
using ResilientStorage.Ledger;

namespace ResilientStorage.Uploads;

/// <summary>
/// An upload that every store holds: Pending in the ledger, under a lease that is renewed until it ends one way or the other. What a transaction of the host makes of it is asked of the ledger
/// afterwards, never assumed.
/// </summary>
internal sealed class PendingUpload(UploadContext context, UploadEnding ending, LeaseKeeper lease, Resource preview, Digest digest, IReadOnlyList<UploadTarget> targets) : StagedUpload
{
    private Resource? _live;
    private bool _wasGivenToHost;
    private bool _isOver;

    public override Resource Resource => _live ?? preview;

    public override async Task<Resource> CommitAsync(LedgerTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (_live is { } live)
        {
            return live;
        }

        ObjectDisposedException.ThrowIf(_isOver, this);
        cancellationToken.ThrowIfCancellationRequested();
        return transaction is null ? await CommitAloneAsync().ConfigureAwait(false) : await JoinAsync(transaction, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await lease.DisposeAsync().ConfigureAwait(false);
            _live = await ending.SettleAsync(targets, _wasGivenToHost).ConfigureAwait(false);
        }
    }

    private async Task<Resource> CommitAloneAsync()
    {
        _isOver = true;
        await lease.DisposeAsync().ConfigureAwait(false);
        try
        {
            return _live = await ending.CommitAsync(digest, targets).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not UploadFailedException { OutcomeUnknown: true })
        {
            if (await ending.FailAsync(e, targets, CancellationToken.None, doNotWait: _wasGivenToHost).ConfigureAwait(false) is { } committedAfterAll)
            {
                context.Counters.Uploaded(committedAfterAll);
                return _live = committedAfterAll;
            }

            throw;
        }
    }

    private async Task<Resource> JoinAsync(LedgerTransaction transaction, CancellationToken cancellationToken)
    {
        // Said before the ledger is asked: an answer that is lost may have been a yes.
        _wasGivenToHost = true;
        return await ending.CommitAsync(digest, targets, transaction, cancellationToken).ConfigureAwait(false);
    }
}
