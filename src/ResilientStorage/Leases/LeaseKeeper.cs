using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;

namespace ResilientStorage.Leases;

/// <summary>Renews a lease of the ledger by timer, three times as often as it would end, and cancels the work when its holder was fenced.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly IResourceLedger _ledger;
    private readonly LedgerLease _lease;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private Task _renewal = Task.CompletedTask;

    public LeaseKeeper(IResourceLedger ledger, LedgerLease lease, TimeProvider time, ILogger logger)
    {
        _ledger = ledger;
        _lease = lease;
        _logger = logger;
        var interval = lease.Duration / RenewalsPerLease;
        _timer = time.CreateTimer(static state => ((LeaseKeeper)state!).OnTimer(), this, interval, interval);
    }

    /// <summary>Cancelled when another has taken over: nothing may be done in the lease's name any more.</summary>
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
        if (Volatile.Read(ref _renewal).IsCompleted)
        {
            Volatile.Write(ref _renewal, RenewAsync());
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            if (!await _ledger.RenewAsync(_lease, _stop.Token).ConfigureAwait(false))
            {
                _lost.Cancel();
            }
        }
        catch (LedgerException e)
        {
            // The next beat tries again. A lease saves work; the compare-and-set of the commit keeps it safe.
            _logger.RenewalFailed(e);
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
        catch (ObjectDisposedException)
        {
            // The timer fired while the work ended.
        }
    }
}
