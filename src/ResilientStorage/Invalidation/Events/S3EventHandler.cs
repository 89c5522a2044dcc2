using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Hands the changes of S3 events to a batcher, one for each object, and tells which messages may be acknowledged: those whose
/// every change was accepted by the CDN or reported for replay. A message that comes again does no harm.
/// </summary>
public sealed class S3EventHandler
{
    private readonly IInvalidationBatcher _batcher;
    private readonly S3EventReceipts _receipts;
    private readonly S3EventOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Makes a handler; it may be used by many callers at once.</summary>
    /// <param name="batcher">Where changes go; its listener must be <paramref name="receipts"/>, or pass outcomes on to it.</param>
    /// <param name="receipts">What hears from the batcher.</param>
    /// <param name="options">How long to wait; null for the defaults.</param>
    /// <param name="logger">Where skipped records and unreadable messages are logged; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public S3EventHandler(IInvalidationBatcher batcher, S3EventReceipts receipts, S3EventOptions? options = null, ILogger<S3EventHandler>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(batcher);
        ArgumentNullException.ThrowIfNull(receipts);
        _batcher = batcher;
        _receipts = receipts;
        _options = options ?? new S3EventOptions();
        _logger = logger ?? NullLogger<S3EventHandler>.Instance;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Hands the changes over and waits until the batcher, in its own time, has settled them all.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="cancellationToken">Cancels the waiting; changes already handed over are sent all the same.</param>
    /// <returns>How each message ended; those not settled within <see cref="S3EventOptions.SettlementLimit"/> are not acknowledged.</returns>
    public Task<S3EventReport> HandleAsync(S3EventBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HandleAsync(batch, WaitAsync, cancellationToken);
    }

    /// <summary>Hands the changes over and has them sent at once, for sources that gather events themselves.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="cancellationToken">Cancels the sending; changes already handed over stay with the batcher.</param>
    /// <returns>How each message ended; those that still wait after the sending are not acknowledged.</returns>
    public Task<S3EventReport> HandleAndFlushAsync(S3EventBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return HandleAsync(batch, FlushAsync, cancellationToken);
    }

    private async Task<S3EventReport> HandleAsync(S3EventBatch batch, Func<S3EventDelivery, CancellationToken, Task> settleAsync, CancellationToken cancellationToken)
    {
        S3EventLog.Findings(_logger, batch);
        var delivery = new S3EventDelivery(batch);
        var receipts = new List<string>(delivery.Changes.Count);
        try
        {
            for (var change = 0; change < delivery.Changes.Count; change++)
            {
                receipts.Add(_receipts.Issue(delivery, change));
                await AddAsync(delivery, change, receipts[^1], cancellationToken).ConfigureAwait(false);
            }

            await settleAsync(delivery, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            receipts.ForEach(receipt => _receipts.Forget(receipt));
        }

        return delivery.Report();
    }

    private async Task AddAsync(S3EventDelivery delivery, int change, string receipt, CancellationToken cancellationToken)
    {
        try
        {
            await _batcher.AddAsync(delivery.Changes[change].ToChange(receipt), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // One change that fails must not keep the others from the batcher.
            _logger.ChangeRefused(e);
            if (_receipts.Forget(receipt))
            {
                delivery.Refuse(change);
            }
        }
    }

    private async Task WaitAsync(S3EventDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.AllSettled.WaitAsync(_options.SettlementLimit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _logger.NotSettledInTime(_options.SettlementLimit);
        }
    }

    private async Task FlushAsync(S3EventDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.AllSettled.IsCompleted)
        {
            return;
        }

        try
        {
            await _batcher.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.FlushFailed(e);
        }
    }
}
