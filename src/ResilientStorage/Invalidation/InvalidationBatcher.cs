using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Resilience;

namespace ResilientStorage.Invalidation;

/// <summary>
/// Takes changes in memory, at no cost to the caller, hands them over to the journal a moment later, and lets the sender tell the CDN when their window has passed.
/// </summary>
internal sealed class InvalidationBatcher : IInvalidationBatcher, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // How often the journal is looked at where no window says so.
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly IInvalidationJournal _journal;
    private readonly InvalidationSender _sender;
    private readonly InvalidationReceipts _receipts;
    private readonly InvalidationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AsyncSignal _bell;

    // Never set: its waits end with the time, on the thread of the clock.
    private readonly AsyncSignal _pause;
    private readonly AsyncGate _gate = new();
    private readonly Lock _lock = new();
    private List<WaitingChange> _waiting = [];
    private volatile bool _isSender;

    public InvalidationBatcher(IInvalidationJournal journal, Func<IInvalidationSenderObserver, InvalidationSender> createSender, IReadOnlyList<IInvalidationListener> listeners, InvalidationOptions options, TimeProvider time, ILogger logger)
    {
        _journal = journal;
        _receipts = new InvalidationReceipts(listeners, logger);
        _sender = createSender(_receipts);
        _options = options;
        _time = time;
        _logger = logger;
        _bell = new AsyncSignal(time);
        _pause = new AsyncSignal(time);
    }

    public ValueTask AddAsync(ObjectChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        return Add(new WaitingChange(
            new NewInvalidationIntent { Bucket = change.Bucket, ObjectKey = change.ObjectKey, IsRemoval = change.IsRemoval, IsBackfill = change.IsBackfill, OccurredAt = change.OccurredAt },
            change.Receipt));
    }

    public ValueTask AddAsync(InvalidationPath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        return Add(new WaitingChange(new NewInvalidationIntent { Path = path.Path, DistributionId = path.DistributionId }, path.Receipt));
    }

    public async Task<InvalidationReport> FlushAsync(CancellationToken cancellationToken = default)
    {
        var (sent, paths) = await SendAllAsync(cancellationToken).ConfigureAwait(false);
        if (!_isSender)
        {
            // A command, or a node that only serves, sends this once: the worker must not wait for its lease to end.
            await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }

        var intents = await _journal.ListIntentsAsync(_options.MaxChanges, cancellationToken).ConfigureAwait(false);
        var batches = await _journal.ListBatchesAsync(new InvalidationBatchQuery { States = [InvalidationBatchState.Waiting] }, cancellationToken).ConfigureAwait(false);
        return new InvalidationReport(sent, paths, Count() + intents.Count + batches.Count);
    }

    private async Task<(int Batches, int Paths)> SendAllAsync(CancellationToken cancellationToken)
    {
        var (sent, paths) = (0, 0);
        while (true)
        {
            var round = await RunOnceAsync(isUrgent: true, isSender: true, cancellationToken).ConfigureAwait(false);
            (sent, paths) = (sent + round.Batches, paths + round.Paths);
            if (round.Batches == 0 || round.Next is not { } next || next > _options.CallInterval)
            {
                return (sent, paths);
            }

            // Only the account's rate holds the rest back.
            await _pause.WaitAsync(next, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in batches that a report has kept, and sends them with what else waits.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many of them wait because of it.</returns>
    public async Task<int> ReplayAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        var waiting = await _journal.AddBatchesAsync(batches, cancellationToken).ConfigureAwait(false);
        Ring();
        return waiting;
    }

    /// <summary>Makes the journal ready for use, before each round; cheap once it is.</summary>
    public Func<CancellationToken, Task> OpenAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>How long a change waits here before the journal has it.</summary>
    public static TimeSpan GatheringIn(InvalidationOptions options) => options.Window / 10;

    /// <summary>Knows which changes told by others are the storage's own; null without a storage.</summary>
    public OwnObjects? OwnObjects { get; init; }

    /// <summary>Ends when the alerts that are under way were delivered or given up.</summary>
    public Func<CancellationToken, Task> WhenAlertsSentAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>What ends with the batcher; null for nothing.</summary>
    public IDisposable? Owned { get; init; }

    /// <summary>Whether the end of versions that another has replaced is told.</summary>
    public bool InvalidatesSuperseded => _options.InvalidateSuperseded;

    /// <summary>Work was written to the journal by others of this process.</summary>
    public void Ring() => _bell.Set();

    /// <summary>Works until cancelled, and then hands over what still waits; no failure ends it.</summary>
    /// <param name="isSender">Whether this node may send; one that may not only hands over.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(bool isSender, CancellationToken cancellationToken)
    {
        _isSender = isSender;
        try
        {
            while (true)
            {
                var pause = await TryRoundAsync(isSender, cancellationToken).ConfigureAwait(false);
                if (await _bell.WaitAsync(pause, cancellationToken).ConfigureAwait(false))
                {
                    // Changes come in bursts: a moment's patience makes one write to the journal of many.
                    await _pause.WaitAsync(GatheringIn(_options), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(isSender).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> TryRoundAsync(bool isSender, CancellationToken cancellationToken)
    {
        try
        {
            return PauseAfter(await RunOnceAsync(isUrgent: false, isSender, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A sender that ended would leave caches out of date for ever; whatever it was, the changes still wait.
            _logger.SenderFailed(e);
            return _options.RetryDelay;
        }
    }

    // What waits in memory goes where it is safe: into a durable journal, or, without one, to the CDN.
    private async Task EndAsync(bool isSender)
    {
        // Whoever flushes from now on gives the lease back by itself.
        _isSender = false;
        using var patience = new CancellationTokenSource(Patience, _time);
        try
        {
            if (isSender && !_journal.IsDurable)
            {
                await SendAllAsync(patience.Token).ConfigureAwait(false);
            }
            else
            {
                await RunOnceAsync(isUrgent: true, isSender: false, patience.Token).ConfigureAwait(false);
            }

            await ReleaseAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _logger.SenderFailed(e);
        }
    }

    public void Dispose() => Owned?.Dispose();

    private TimeSpan PauseAfter(SenderRound round)
    {
        // Other nodes write to a durable journal, too, and ring no bell here.
        var longest = !_journal.IsDurable ? Timeout.InfiniteTimeSpan : _options.Window > TimeSpan.Zero ? _options.Window : PollInterval;
        return round.Next is not { } next ? longest : longest == Timeout.InfiniteTimeSpan || next < longest ? next : longest;
    }

    private ValueTask Add(WaitingChange change)
    {
        bool isFirst;
        lock (_lock)
        {
            _waiting.Add(change);
            isFirst = _waiting.Count == 1;
        }

        if (isFirst)
        {
            _bell.Set();
        }

        return ValueTask.CompletedTask;
    }

    private int Count()
    {
        lock (_lock)
        {
            return _waiting.Count;
        }
    }

    private async Task<SenderRound> RunOnceAsync(bool isUrgent, bool isSender, CancellationToken cancellationToken)
    {
        SenderRound round;
        IReadOnlyList<InvalidationOutcome> outcomes;
        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            await HandOverAsync(cancellationToken).ConfigureAwait(false);
            round = isSender ? await _sender.RunAsync(isUrgent, cancellationToken).ConfigureAwait(false) : new SenderRound();

            // What a round that fails has settled is taken by the next one.
            outcomes = _receipts.Take();
        }

        // Outside: a listener may add changes, and flush.
        await _receipts.DeliverAsync(outcomes).ConfigureAwait(false);
        return round;
    }

    // Never while a round is under way, which may be sending: another's first request would be a second sender's.
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await _sender.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        List<WaitingChange> waiting;
        lock (_lock)
        {
            (waiting, _waiting) = (_waiting, []);
        }

        if (waiting.Count == 0)
        {
            return;
        }

        IReadOnlyList<WaitingChange> own = [], others = waiting;
        try
        {
            if (OwnObjects is not null)
            {
                // Here and not when they are planned: by then an event and the ledger's own duty are one intent.
                (own, others) = await OwnObjects.SortAsync(waiting, static change => change.Intent, cancellationToken).ConfigureAwait(false);
            }

            await _journal.AddAsync([.. others.Select(static change => change.Intent)], cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Kept for the next round; whether they were written is not known, and twice is one intent.
            lock (_lock)
            {
                _waiting.InsertRange(0, waiting);
            }

            throw;
        }

        _receipts.HandedOver(others, _journal.IsDurable);
        if (own.Count > 0)
        {
            _logger.OwnChanges(own.Count);

            // The ledger, which lasts, sees to them.
            _receipts.HandedOver(own, isDurable: true);
        }
    }
}
