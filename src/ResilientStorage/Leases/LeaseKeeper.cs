using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;

namespace ResilientStorage.Leases;

/// <summary>
/// Renews a lease of the ledger by timer, three times as often as it would end. Cancels the work when its holder was fenced, and when the lease has ended
/// without an answer: whoever fences it then counts LateWriteGrace from that moment, so nothing may be sent much later.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly IResourceLedger _ledger;
    private readonly LedgerLease _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private Task _renewal = Task.CompletedTask;
    private long _heldSince;

    /// <summary>Begins to renew.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="askedAt">The timestamp from before the ledger was asked for it: the ledger's count cannot have begun earlier.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of renewals that fail.</param>
    public LeaseKeeper(IResourceLedger ledger, LedgerLease lease, long askedAt, TimeProvider time, ILogger logger)
    {
        _ledger = ledger;
        _lease = lease;
        _time = time;
        _logger = logger;
        _heldSince = askedAt;
        _interval = lease.Duration / RenewalsPerLease;
        CancelIfOver();
        _timer = time.CreateTimer(static state => ((LeaseKeeper)state!).OnTimer(), this, _interval, _interval);
    }

    /// <summary>Cancelled when another has taken over or may have: nothing may be done in the lease's name any more.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        _stop.Cancel();
        await Volatile.Read(ref _renewal).ConfigureAwait(false);
        _stop.Dispose();
        _lost.Dispose();
    }

    private void OnTimer()
    {
        CancelIfOver();
        if (Volatile.Read(ref _renewal).IsCompleted)
        {
            Volatile.Write(ref _renewal, RenewAsync());
        }
    }

    private void CancelIfOver()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _heldSince)) >= _lease.Duration)
        {
            Cancel(_lost);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            // Given up before the next beat, which then asks again.
            using var timeout = new CancellationTokenSource(_interval / 2, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            var askedAt = _time.GetTimestamp();
            if (await _ledger.RenewAsync(_lease, either.Token).ConfigureAwait(false))
            {
                Volatile.Write(ref _heldSince, askedAt);
            }
            else
            {
                Cancel(_lost);
            }
        }
        catch (LedgerException e) when (e.IsLocked && _lease.DoNotWait)
        {
            // As asked for: a transaction of the host holds the row, or for a moment another of the ledger's own.
            _logger.RenewalRefused(e);
        }
        catch (LedgerException e)
        {
            // The next beat tries again. A lease saves work; the compare-and-set of the commit keeps it safe.
            _logger.RenewalFailed(e);
        }
        catch (OperationCanceledException)
        {
            // The work has ended, or the ledger did not answer in time.
        }
        catch (ObjectDisposedException)
        {
            // The timer fired while the work ended.
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The timer fired while the work ended.
        }
    }
}
